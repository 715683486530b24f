// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * The first line of a text heap profile, {@code heap profile: 1: 2 [3: 4] @ heap/1048576}.
 *
 * @param allocationsDiffer whether its sums of allocations differ from those of live objects. When they do not, pprof
 *     assumes that allocations were not counted. That is wrong for Go: perhaps nothing was freed yet.
 * @param period mean bytes between two sampled allocations; 1 when every allocation is in the profile, 0 when unknown
 * @param sampled whether the records count sampled allocations, which have to be scaled up
 */
record TextHeader(boolean allocationsDiffer, long period, boolean sampled) {
    static final String START = "heap profile:";

    /** The header of a profile that counts everything. */
    static final TextHeader UNSAMPLED = new TextHeader(false, 1, false);

    private static final int LONGEST = 1024;

    /** Reads the header line. */
    static TextHeader read(TextCursor in) throws MalformedProfileException {
        in.accept(START);
        long[] counts = new long[4];
        in.counts(counts);
        in.skipSpaces();
        boolean allocationsDiffer =
                (counts[2] != counts[0] && counts[2] != 0) || (counts[3] != counts[1] && counts[3] != 0);
        return of(allocationsDiffer, in);
    }

    /** Reads the kind of profile, such as {@code heap/1048576}. */
    private static TextHeader of(boolean allocationsDiffer, TextCursor in) throws MalformedProfileException {
        int at = in.position();
        String[] kindAndRate = in.line(LONGEST).split("/", 2);
        String kind = kindAndRate[0];
        String rate = kindAndRate.length == 2 ? kindAndRate[1] : "0";
        return switch (kind) {
            // Go writes twice its sampling rate, as an early C++ heap profiler did.
            case "heap" -> new TextHeader(allocationsDiffer, rate(rate, in, at) / 2, true);
            case "heap_v2", "heapz_v2" -> new TextHeader(allocationsDiffer, rate(rate, in, at), true);
            case "heapprofile", "growth", "growthz", "fragmentation", "fragmentationz" ->
                new TextHeader(allocationsDiffer, 1, false);
            default -> throw in.malformedAt(at, "'" + kind + "' is not a known kind of heap profile");
        };
    }

    private static long rate(String rate, TextCursor in, int at) throws MalformedProfileException {
        try {
            return Long.parseUnsignedLong(rate);
        } catch (NumberFormatException e) {
            throw in.malformedAt(at, "'" + rate + "' is not a sampling rate");
        }
    }
}
