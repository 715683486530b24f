// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.SampleType;
import java.util.List;

/**
 * The first line of a text heap profile, {@code heap profile: 1: 2 [3: 4] @ heap/1048576}.
 *
 * @param hasAllocations whether the records tell allocations from live objects; else they have only the latter
 * @param period mean bytes between two sampled allocations; 1 when every allocation is in the profile, 0 when unknown
 * @param sampled whether the records count sampled allocations, to be scaled up to all
 */
record TextHeader(boolean hasAllocations, long period, boolean sampled) {
    static final String START = "heap profile:";

    private static final int LONGEST = 1024;

    /** Allocations come first, so that live bytes, the last, are what is shown when nothing is asked for. */
    private static final List<SampleType> ALLOC_AND_INUSE =
            List.of(SampleType.ALLOC_OBJECTS, SampleType.ALLOC_SPACE, SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE);

    private static final List<SampleType> INUSE_ONLY =
            List.of(new SampleType("objects", "count"), new SampleType("space", "bytes"));

    List<SampleType> sampleTypes() {
        return hasAllocations ? ALLOC_AND_INUSE : INUSE_ONLY;
    }

    /** Reads the header line. */
    static TextHeader read(TextCursor in) throws MalformedProfileException {
        in.accept(START);
        long inuseObjects = in.decimal();
        in.expect(':');
        long inuseBytes = in.decimal();
        in.expect('[');
        long allocObjects = in.decimal();
        in.expect(':');
        long allocBytes = in.decimal();
        in.expect(']');
        in.expect('@');
        in.skipSpaces();
        boolean hasAllocations =
                (allocObjects != inuseObjects && allocObjects != 0) || (allocBytes != inuseBytes && allocBytes != 0);
        return of(hasAllocations, in);
    }

    /** Reads the kind of profile, such as {@code heap/1048576}. */
    private static TextHeader of(boolean hasAllocations, TextCursor in) throws MalformedProfileException {
        int at = in.position();
        String[] kindAndRate = in.line(LONGEST).split("/", 2);
        String kind = kindAndRate[0];
        String rate = kindAndRate.length == 2 ? kindAndRate[1] : "0";
        return switch (kind) {
            // Go writes twice its sampling rate, as an early C++ heap profiler did.
            case "heap" -> new TextHeader(hasAllocations, rate(rate, in, at) / 2, true);
            case "heap_v2", "heapz_v2" -> new TextHeader(hasAllocations, rate(rate, in, at), true);
            case "heapprofile", "growth", "growthz", "fragmentation", "fragmentationz" ->
                new TextHeader(hasAllocations, 1, false);
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
