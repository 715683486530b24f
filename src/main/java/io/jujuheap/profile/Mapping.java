// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

/**
 * A binary mapped into the profiled process.
 *
 * @param start the address at which it starts
 * @param limit the address at which it ends, exclusive
 * @param fileOffset the offset in the file that is mapped at {@code start}
 * @param filename the path of the binary; empty when unknown
 * @param buildId the build id of the binary; empty when unknown
 * @param hasFunctions whether locations in it name their functions
 * @param hasFilenames whether locations in it name their files
 * @param hasLineNumbers whether locations in it name their lines
 * @param hasInlineFrames whether locations in it list inlined frames
 */
public record Mapping(
        long start,
        long limit,
        long fileOffset,
        String filename,
        String buildId,
        boolean hasFunctions,
        boolean hasFilenames,
        boolean hasLineNumbers,
        boolean hasInlineFrames) {

    /** The mapping of locations without one. */
    public static final Mapping NONE = new Mapping(0, 0, 0, "", "", false, false, false, false);

    /** A mapping of the whole memory, for profiles with symbols and without a binary, such as Go's texts. */
    public static final Mapping SYMBOLIZED = new Mapping(0, -1, 0, "", "", true, true, true, true);

    public Mapping {
        requireNonNull(filename, "filename is null");
        requireNonNull(buildId, "buildId is null");
    }

    /** Returns whether it is of a binary, even of one without a name, as Go's on macOS are. */
    boolean isOfBinary() {
        return !equals(NONE) && !equals(SYMBOLIZED);
    }

    /** Returns whether it says which binary it is of. */
    boolean isNamed() {
        return !filename.isEmpty() || !buildId.isEmpty();
    }
}
