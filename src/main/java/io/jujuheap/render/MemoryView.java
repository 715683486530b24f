// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.memory.MemoryPart;
import io.jujuheap.memory.MemoryTrend;
import io.jujuheap.memory.ResidentMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * JSON: where the resident memory of a process goes, in bytes. The parts but {@code swapped}, and {@code unsplitBytes}, add up
 * to {@code sumBytes}.
 *
 * @param source the process: an agent's tag, or what a command line named
 * @param takenAt absent where it is not known
 * @param residentBytes absent where it is not known
 * @param sumBytes what the percentages are of
 * @param unsplitBytes what lies outside of Go's own memory and could not be told apart; absent where all could
 * @param explanation the largest part in words, and what to do about it
 * @param caveats what to know before the figures are read, in sentences
 * @param trend which parts grow; absent where fewer states are known than that takes
 */
public record MemoryView(
        String source,
        @Nullable String takenAt,
        @Nullable Long residentBytes,
        long sumBytes,
        List<Part> parts,
        @Nullable Long unsplitBytes,
        String explanation,
        List<String> caveats,
        @Nullable MemoryTrendView trend) {

    /**
     * JSON: a part that is known.
     *
     * @param part the word by which metrics and programs name it
     * @param title its name for people
     * @param percent its share; absent for what was swapped out
     * @param samplingErrorBytes only of the live heap: the truth is within so many bytes in 95 of 100 cases
     * @param sinceLastCollectionBytes only of the collector's room: what was allocated since its last cycle, live or not
     * @param keptFreeBytes only of the collector's room: what is free and was not given back to the system
     */
    public record Part(
            String part,
            String title,
            long bytes,
            @Nullable Double percent,
            @Nullable Long samplingErrorBytes,
            @Nullable Long sinceLastCollectionBytes,
            @Nullable Long keptFreeBytes) {}

    /** Returns the view of the memory of a process at one moment. */
    public static MemoryView of(String source, Optional<Instant> takenAt, ResidentMemory memory) {
        return of(source, takenAt, memory, Optional.empty());
    }

    /** Returns the view of the memory of a process, and of what grows in it, where that is known. */
    public static MemoryView of(
            String source, Optional<Instant> takenAt, ResidentMemory memory, Optional<MemoryTrend> trend) {
        return new MemoryView(
                source,
                takenAt.map(Instant::toString).orElse(null),
                orNull(memory.resident()),
                memory.sum(),
                memory.parts().keySet().stream().map(part -> of(part, memory)).toList(),
                memory.unsplit() == 0 ? null : (Long) memory.unsplit(),
                explanation(memory),
                memory.caveats().stream().map(ResidentMemory.Caveat::sentence).toList(),
                trend.map(MemoryTrendView::of).orElse(null));
    }

    private static Part of(MemoryPart part, ResidentMemory memory) {
        boolean isCollector = part == MemoryPart.COLLECTOR;
        return new Part(
                part.word(),
                part.title(),
                memory.bytes(part),
                part.isResident() ? (Double) percent(memory.bytes(part), memory.sum()) : null,
                part == MemoryPart.LIVE_HEAP ? (Long) memory.liveError() : null,
                isCollector ? (Long) memory.sinceLastCycle() : null,
                isCollector ? (Long) memory.keptFree() : null);
    }

    static double percent(long bytes, long sum) {
        return sum == 0 ? 0 : TopView.percent((double) bytes / (double) sum);
    }

    private static String explanation(ResidentMemory memory) {
        String whole = memory.resident().isPresent() ? "Resident memory is " : "Go holds ";
        return whole + Quantities.bytes(memory.sum()) + ". " + largest(memory);
    }

    private static String largest(ResidentMemory memory) {
        MemoryPart largest = memory.largest();
        long bytes = memory.bytes(largest);
        if (memory.unsplit() > bytes) {
            return shared("The largest part lies outside of Go's own memory", memory.unsplit(), memory);
        }
        return shared("The largest part is " + largest.title(), bytes, memory) + " " + largest.advice();
    }

    private static String shared(String what, long bytes, ResidentMemory memory) {
        return what + ", " + Quantities.bytes(bytes) + " (" + Quantities.percent(percent(bytes, memory.sum())) + ").";
    }

    private static @Nullable Long orNull(OptionalLong bytes) {
        return bytes.isPresent() ? (Long) bytes.getAsLong() : null;
    }
}
