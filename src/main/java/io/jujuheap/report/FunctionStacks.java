// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The stacks through a function, line by line, largest first. Samples that differ only in address or in the size of
 * their objects have the same stack.
 *
 * @param legend the legend of the profile
 * @param count the number of stacks before they are limited
 * @param stacks the largest of them
 */
public record FunctionStacks(Legend legend, int count, List<Stack> stacks) {
    /** A stack in a map, with its sum. */
    private static final long STACK_BYTES = 150;

    public FunctionStacks {
        requireNonNull(legend, "legend is null");
        stacks = List.copyOf(stacks);
    }

    /**
     * A stack.
     *
     * @param value in the unit of the sample type
     * @param frames innermost first
     */
    public record Stack(long value, List<Frame> frames) {
        public Stack {
            frames = List.copyOf(frames);
        }
    }

    /**
     * An entry of a stack.
     *
     * @param function empty when unknown
     * @param file the source file; empty when unknown
     * @param line the source line; 0 when unknown
     * @param inlined whether the compiler inlined it into the next one
     */
    public record Frame(String function, String file, long line, boolean inlined) {
        public Frame {
            requireNonNull(function, "function is null");
            requireNonNull(file, "file is null");
        }
    }

    /**
     * Returns the stacks through a function.
     *
     * @param most the most stacks to return
     * @throws io.jujuheap.io.UsageException when the options do not fit the profile
     */
    public static FunctionStacks of(Profile profile, ReportOptions options, String function, int most) {
        Selection selection = Selection.of(
                profile, options.toBuilder().granularity(Granularity.LINES).build());
        Lines lines = Lines.of(selection);
        Samples samples = selection.profile().samples();
        boolean[] has = lines.having(function);
        int[] through = IntStream.range(0, samples.count())
                .filter(sample -> positions(samples, sample).anyMatch(at -> has[samples.locationAt(at)]))
                .toArray();
        HeapRoom.require(through.length * STACK_BYTES);
        Map<Key, Long> sums = new HashMap<>();
        for (int sample : through) {
            sums.merge(
                    new Key(samples, lines.numbers(), sample),
                    selection.measure().value(samples, sample),
                    Saturating::add);
        }
        Comparator<Map.Entry<Key, Long>> bySize = Comparator.comparingLong(entry -> -Saturating.abs(entry.getValue()));
        List<Stack> largest = sums.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .sorted(bySize.thenComparing(entry -> entry.getKey().sample()))
                .limit(most)
                .map(entry -> new Stack(
                        entry.getValue(), lines.frames(samples, entry.getKey().sample())))
                .toList();
        int count = (int) sums.values().stream().filter(sum -> sum != 0).count();
        return new FunctionStacks(Legend.of(selection, selection.format()), count, largest);
    }

    private static IntStream positions(Samples samples, int sample) {
        return IntStream.range(samples.stackStart(sample), samples.stackEnd(sample));
    }

    /**
     * The source lines of locations.
     *
     * @param numbers for each location, the number of its lines: locations at other addresses of the same lines share it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lines(NodeTable table, int[] numbers) {

        static Lines of(Selection selection) {
            NodeTable table = NodeTable.of(
                    selection.profile(), Granularity.LINES, selection.options().noInlines());
            Map<List<Integer>, Integer> known = new HashMap<>();
            int[] numbers = new int[selection.profile().locations().size()];
            for (int location = 0; location < numbers.length; location++) {
                List<Integer> nodes = IntStream.range(table.start(location), table.end(location))
                        .mapToObj(table::nodeAt)
                        .toList();
                numbers[location] = known.computeIfAbsent(nodes, fresh -> known.size());
            }
            return new Lines(table, numbers);
        }

        /** Returns for each location whether it is in a function. */
        boolean[] having(String function) {
            boolean[] having = new boolean[numbers.length];
            for (int location = 0; location < having.length; location++) {
                having[location] = IntStream.range(table.start(location), table.end(location))
                        .anyMatch(at -> table.info(table.nodeAt(at)).name().equals(function));
            }
            return having;
        }

        List<Frame> frames(Samples samples, int sample) {
            List<Frame> frames = new ArrayList<>();
            positions(samples, sample).map(samples::locationAt).forEach(location -> {
                for (int at = table.end(location) - 1; at >= table.start(location); at--) {
                    NodeInfo info = table.info(table.nodeAt(at));
                    frames.add(new Frame(info.name(), info.file(), info.line(), at != table.start(location)));
                }
            });
            return frames;
        }
    }

    /** A stack by its lines, without a copy of them. */
    @SuppressWarnings("ArrayRecordComponent") // compared by what it is about
    private record Key(Samples samples, int[] numbers, int sample) {
        private IntStream lines() {
            return positions(samples, sample).map(at -> numbers[samples.locationAt(at)]);
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Key that) || samples.depth(sample) != samples.depth(that.sample)) {
                return false;
            }
            int offset = samples.stackStart(that.sample) - samples.stackStart(sample);
            return positions(samples, sample)
                    .allMatch(at -> numbers[samples.locationAt(at)] == numbers[samples.locationAt(at + offset)]);
        }

        @Override
        public int hashCode() {
            return lines().reduce(1, (hash, number) -> 31 * hash + number);
        }
    }
}
