// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.profile.Profile;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The parts of the resident memory of a Go process, in bytes. The parts, without {@link MemoryPart#SWAPPED}, and {@code
 * unsplit} add up to the resident memory, where that is known.
 *
 * @param resident resident memory; empty when it is not known
 * @param parts the parts that are known
 * @param sinceLastCycle the half of {@link MemoryPart#COLLECTOR} that was allocated since the last collection; it may be live
 * @param keptFree the half of {@link MemoryPart#COLLECTOR} that is free and was not given back to the system
 * @param unsplit resident memory outside of Go's heap, stacks and tables that could not be told apart
 * @param liveError the sampling error of {@link MemoryPart#LIVE_HEAP}: the half-width of the 95 % confidence interval
 * @param caveats known limits of the figures
 */
public record ResidentMemory(
        OptionalLong resident,
        Map<MemoryPart, Long> parts,
        long sinceLastCycle,
        long keptFree,
        long unsplit,
        long liveError,
        Set<Caveat> caveats) {

    /** The name of {@code unsplit} in tables and sentences. */
    public static final String UNSPLIT_TITLE = "outside of Go's own, not told apart";

    /** A limit of the figures of one moment. */
    public enum Caveat {
        PROFILE_BEHIND(
                "The heap profile is behind the process by a collection or more: part of what is shown as live was freed, or part"
                        + " of what is live is shown as the collector's. A profile after a forced collection shows the truth."),
        OUTSIDE_GO_AT_LEAST(
                "Outside of Go is a lower bound: memory that Go obtained but never touched hides as much of it."),
        UNSPLIT(
                "The kernel's figures of the process cannot be had here: memory outside of Go, files and shared memory are"
                        + " shown together."),
        NO_RESIDENT("Resident memory is not known here: these are the parts of what Go obtained from the system."),
        NO_PROFILE("Without a heap profile the live heap is all that was allocated and not yet swept, live or not.");

        private final String sentence;

        Caveat(String sentence) {
            this.sentence = sentence;
        }

        /** Returns the caveat as a sentence. */
        public String sentence() {
            return sentence;
        }
    }

    public ResidentMemory {
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
        caveats =
                Collections.unmodifiableSet(caveats.isEmpty() ? EnumSet.noneOf(Caveat.class) : EnumSet.copyOf(caveats));
    }

    /**
     * Returns the parts that follow from the trailer of a text profile; empty when the profile is not of a heap, or has
     * no complete trailer.
     */
    public static Optional<ResidentMemory> ofText(Profile heap) {
        Optional<LiveHeap> live = LiveHeap.of(heap);
        return live.isEmpty()
                ? Optional.empty()
                : heap.info().goMemStats().flatMap(GoMemory::ofTrailer).map(go -> of(go, live));
    }

    /** Returns the parts when the kernel's count of the process is known. */
    static ResidentMemory of(GoMemory go, Optional<LiveHeap> live, ProcessMemory process) {
        MemoryAccount account = new MemoryAccount(go, live);
        account.takeAway(go.retained() - process.anonymous());
        account.put(MemoryPart.OUTSIDE_GO, Math.max(0, process.anonymous() - go.retained()));
        account.put(MemoryPart.FILES, process.files());
        account.put(MemoryPart.SHARED, process.shared());
        account.put(MemoryPart.SWAPPED, process.swapped());
        return account.close(OptionalLong.of(process.resident()), 0, Caveat.OUTSIDE_GO_AT_LEAST);
    }

    /** Returns the parts when only the sum of resident memory is known, as from the process's own metrics. */
    static ResidentMemory of(GoMemory go, Optional<LiveHeap> live, long resident) {
        MemoryAccount account = new MemoryAccount(go, live);
        account.takeAway(go.retained() - resident);
        return account.close(OptionalLong.of(resident), Math.max(0, resident - go.retained()), Caveat.UNSPLIT);
    }

    /** Returns the parts of what Go obtained when nothing is known of resident memory, as from a text profile. */
    static ResidentMemory of(GoMemory go, Optional<LiveHeap> live) {
        return new MemoryAccount(go, live).close(OptionalLong.empty(), 0, Caveat.NO_RESIDENT);
    }

    /** Returns the bytes of a part, 0 when it is not known. */
    public long bytes(MemoryPart part) {
        return parts.getOrDefault(part, 0L);
    }

    /** Returns the sum of all parts that are resident, with what could not be split. */
    public long sum() {
        return unsplit + PartSizes.of(this).sum();
    }

    /** Returns the largest part. */
    public MemoryPart largest() {
        return parts.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
