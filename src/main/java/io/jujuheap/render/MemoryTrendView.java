// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.memory.MemoryPart;
import io.jujuheap.memory.MemoryTrend;
import io.jujuheap.memory.PartTrend;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JSON: the growth of the parts of the current process's memory.
 *
 * @param from the time of its first state
 * @param to the time of its last state
 * @param explanation a sentence about the parts that grow
 */
public record MemoryTrendView(String from, String to, String explanation, List<Part> parts) {

    /**
     * JSON: the trend of a part, in bytes an hour.
     *
     * @param part its name for programs and metrics
     * @param direction {@code grows}, {@code steady} or {@code shrinks}
     * @param slopeLow the lower end of the 95 % confidence interval
     * @param slopeHigh the upper end
     */
    public record Part(String part, String direction, double slopeBytesPerHour, double slopeLow, double slopeHigh) {
        private static Part of(PartTrend trend) {
            return new Part(
                    trend.part().word(),
                    trend.direction().word(),
                    trend.slope().bytesPerHour(),
                    trend.slope().low(),
                    trend.slope().high());
        }
    }

    static MemoryTrendView of(MemoryTrend trend) {
        return new MemoryTrendView(
                trend.from().toString(),
                trend.to().toString(),
                explanation(trend),
                trend.parts().stream().map(Part::of).toList());
    }

    /** Returns the trend of a part; empty when it is not known. */
    Optional<Part> of(String part) {
        return parts.stream().filter(trend -> trend.part().equals(part)).findFirst();
    }

    private static String explanation(MemoryTrend trend) {
        List<PartTrend> growing = trend.growing();
        if (growing.isEmpty()) {
            return isShrinking(trend, MemoryPart.COLLECTOR)
                    ? "No part of the memory grows: freed memory is on its way back to the system."
                    : "No part of the memory grows.";
        }
        String growth = growing.stream().map(MemoryTrendView::sentence).collect(Collectors.joining("; "));
        boolean isHeap = growing.stream().anyMatch(part -> part.part() == MemoryPart.LIVE_HEAP);
        boolean isHeapKnown = trend.of(MemoryPart.LIVE_HEAP).isPresent();
        String heap = isHeap || !isHeapKnown ? "" : "The live heap does not grow: ";
        return heap + (heap.isEmpty() ? capitalised(growth) : growth) + ".";
    }

    private static boolean isShrinking(MemoryTrend trend, MemoryPart part) {
        return trend.of(part)
                .filter(found -> found.direction() == PartTrend.Direction.SHRINKS)
                .isPresent();
    }

    private static String sentence(PartTrend trend) {
        String subject = subject(trend.part());
        boolean isPlural = subject.endsWith("s");
        return subject + (isPlural ? " grow " : " grows ")
                + Quantities.bytes((long) trend.slope().bytesPerHour()) + " an hour ("
                + Quantities.bytes((long) trend.slope().low()) + " to "
                + Quantities.bytes((long) trend.slope().high()) + ") and " + (isPlural ? "hold " : "holds ")
                + Quantities.bytes(trend.bytes());
    }

    private static String subject(MemoryPart part) {
        return switch (part) {
            case OUTSIDE_GO -> "memory outside of Go";
            case SWAPPED -> "swapped memory";
            default -> part.title();
        };
    }

    private static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
