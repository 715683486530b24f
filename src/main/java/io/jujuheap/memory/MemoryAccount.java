// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Collects the parts of {@link ResidentMemory}. The figures are of different times: the profile shows the heap at the
 * last completed collection, the runtime's statistics are current, and the kernel counts only pages that were touched.
 */
final class MemoryAccount {
    /** A profile that differs from the collector's own figure by less than this is considered current. */
    private static final long TOLERANCE_BYTES = 4 << 20;

    /** The error is given as 1.96 standard deviations; a difference of more than 3 is not random. */
    private static final double BEYOND_CHANCE = 3 / 1.96;

    private final Map<MemoryPart, Long> parts = new EnumMap<>(MemoryPart.class);
    private final Set<ResidentMemory.Caveat> caveats = EnumSet.noneOf(ResidentMemory.Caveat.class);
    private final long liveError;
    private long sinceLastCycle;
    private long keptFree;

    MemoryAccount(GoMemory go, Optional<LiveHeap> live) {
        // The live bytes exceed the allocated bytes when the profile still shows a peak that has been freed since.
        long liveBytes = Math.min(live.map(LiveHeap::bytes).orElse(Long.MAX_VALUE), go.heapAlloc());
        liveError = live.map(LiveHeap::errorBytes).orElse(0L);
        sinceLastCycle = go.heapAlloc() - liveBytes;
        keptFree = go.keptFree();
        put(MemoryPart.LIVE_HEAP, liveBytes);
        put(MemoryPart.HALF_EMPTY, go.halfEmpty());
        put(MemoryPart.STACKS, go.stackInuse());
        put(MemoryPart.RUNTIME, go.tables());
        if (live.isEmpty()) {
            caveats.add(ResidentMemory.Caveat.NO_PROFILE);
        } else if (isBehind(go, live.get())) {
            caveats.add(ResidentMemory.Caveat.PROFILE_BEHIND);
        }
    }

    private static boolean isBehind(GoMemory go, LiveHeap live) {
        OptionalLong byGoal = go.liveByGoal();
        double tolerated = TOLERANCE_BYTES + BEYOND_CHANCE * live.errorBytes();
        boolean contradictsGoal = byGoal.isPresent() && Math.abs(live.bytes() - byGoal.getAsLong()) > tolerated;
        return contradictsGoal || live.bytes() > go.heapAlloc() + live.errorBytes();
    }

    void put(MemoryPart part, long bytes) {
        parts.put(part, bytes);
    }

    /**
     * Subtracts memory that Go obtained but that the kernel does not count as resident. Most of it was never touched:
     * first tables that are reserved in advance, then free heap. Any more is missing only when memory was swapped out.
     * It is unknown of which part, so the rest is subtracted from the memory that is used least.
     */
    void takeAway(long bytes) {
        long rest = takeFrom(MemoryPart.RUNTIME, Math.max(0, bytes));
        long free = Math.min(keptFree, rest);
        keptFree -= free;
        rest = takeFrom(MemoryPart.HALF_EMPTY, rest - free);
        long recent = Math.min(sinceLastCycle, rest);
        sinceLastCycle -= recent;
        rest = takeFrom(MemoryPart.LIVE_HEAP, rest - recent);
        takeFrom(MemoryPart.STACKS, rest);
    }

    /** Returns the bytes still to subtract. */
    private long takeFrom(MemoryPart part, long bytes) {
        long taken = Math.min(parts.getOrDefault(part, 0L), bytes);
        parts.merge(part, -taken, Long::sum);
        return bytes - taken;
    }

    ResidentMemory close(OptionalLong resident, long unsplit, ResidentMemory.Caveat caveat) {
        put(MemoryPart.COLLECTOR, sinceLastCycle + keptFree);
        caveats.add(caveat);
        return new ResidentMemory(resident, parts, sinceLastCycle, keptFree, unsplit, liveError, caveats);
    }
}
