// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * How much of a profile is read before it is refused. Every limit is checked before the memory it guards is taken, so
 * that hostile or broken input costs a sentence and not the process.
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

    /** Up to here the inflation ratio is not looked at: small profiles may be as repetitive as they like. */
    public static final int RATIO_FREE_BYTES = 1 << 20;

    /**
     * Several times what the largest real heap profiles need: 41,000 samples, 71 MB of text, which deflates to a
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

    /** These limits with another bound on the bytes of a profile. */
    public Limits withInflatedBytes(int bytes) {
        return new Limits(bytes, inflationRatio, samples, depth, stackEntries, labels, tableEntries, stringBytes);
    }

    private static void requirePositive(int limit, String name) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " < 1: " + limit);
        }
    }
}
