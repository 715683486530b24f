// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * The limits beyond which a profile is refused. Every limit is checked before the memory that it guards is allocated,
 * so hostile or broken input leads to an error message and not to the end of the process.
 *
 * @param inflatedBytes bytes of the profile, after inflation when it is gzipped
 * @param inflationRatio bytes that one gzipped byte may become, once the profile exceeds {@link #RATIO_FREE_BYTES}
 * @param samples samples of the profile
 * @param depth locations in one stack
 * @param stackEntries locations in all stacks together
 * @param labels labels on all samples together
 * @param tableEntries mappings, locations, functions or strings, each kind by itself
 * @param stringBytes bytes of one name, path or comment
 */
public record Limits(
        int inflatedBytes,
        int inflationRatio,
        int samples,
        int depth,
        int stackEntries,
        int labels,
        int tableEntries,
        int stringBytes) {

    /** Profiles up to this size may have any inflation ratio: small ones may be very repetitive. */
    public static final int RATIO_FREE_BYTES = 1 << 20;

    /**
     * The most frames of a stack for each location that it may have. A location has several frames when functions were
     * inlined.
     */
    static final long FRAMES_PER_ENTRY = 16;

    /**
     * Several times the size of the largest real heap profiles: 41,000 samples, 71 MB of text, which deflates to a
     * thirtieth. Go itself cuts stacks at 1,024 frames at the most.
     */
    public static final Limits DEFAULT =
            new Limits(128 << 20, 200, 1_000_000, 4_096, 32_000_000, 4_000_000, 1_000_000, 1 << 16);

    public Limits {
        requirePositive(inflatedBytes, "inflatedBytes");
        requirePositive(inflationRatio, "inflationRatio");
        requirePositive(samples, "samples");
        requirePositive(depth, "depth");
        requirePositive(stackEntries, "stackEntries");
        requirePositive(labels, "labels");
        requirePositive(tableEntries, "tableEntries");
        requirePositive(stringBytes, "stringBytes");
    }

    /** Returns these limits with another bound on the bytes of a profile. */
    public Limits withInflatedBytes(int bytes) {
        return new Limits(bytes, inflationRatio, samples, depth, stackEntries, labels, tableEntries, stringBytes);
    }

    private static void requirePositive(int limit, String name) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " < 1: " + limit);
        }
    }
}
