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
 * JSON: the parts of a process's resident memory, in bytes. All parts but {@code swapped}, and {@code unsplitBytes},
 * add up to {@code sumBytes}.
 *
 * @param source the process: an agent's tag, or the source on a command line
 * @param takenAt absent when unknown
 * @param residentBytes absent when unknown
 * @param sumBytes the base of the percentages
 * @param unsplitBytes memory outside of Go's own that could not be split; absent when all could
 * @param explanation sentences about the largest part and what to do about it
 * @param caveats known limits of the figures, in sentences
 * @param trend the growth of the parts; absent when too few states are known
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
     * @param part its name for programs and metrics
     * @param title its name for people
     * @param percent its share; absent for swapped memory
     * @param samplingErrorBytes the half-width of the 95 % confidence interval; only for the live heap
     * @param sinceLastCollectionBytes bytes allocated since the last collection, live or not; only for the collector's
     *     part
     * @param keptFreeBytes free bytes that were not returned to the system; only for the collector's part
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

    /** Returns the view of the memory of a process with its trend, if known. */
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
