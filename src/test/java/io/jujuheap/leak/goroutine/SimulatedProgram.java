// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import io.jujuheap.leak.TestSummary;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.profile.Sampling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * A Go program of which each goroutine is simulated from its start to its end, and of the heap what the profiler samples: each
 * goroutine holds {@value #HEAP_BYTES} bytes there as long as it lives, allocated by the function at which it waits. A snapshot
 * is taken each minute.
 *
 * @param goroutines the numbers of goroutines at each snapshot
 * @param heaps the heap at each snapshot
 */
record SimulatedProgram(List<GoroutineSnapshot> goroutines, List<ProfileSummary> heaps) {
    /** In a step of so many to a snapshot, goroutines start and end. */
    static final int STEPS = 10;

    private static final long HEAP_BYTES = 10 << 10;
    private static final long PERIOD_BYTES = 512 << 10;
    private static final int BACKGROUND_STACKS = 50;

    SimulatedProgram {
        goroutines = List.copyOf(goroutines);
        heaps = List.copyOf(heaps);
    }

    /**
     * The goroutines of a stack.
     *
     * @param starts how many start in a step, given the number of the step
     * @param lasts how many steps each lasts on average
     */
    record Stack(IntFunction<Double> starts, double lasts) {
        static Stack load(double alive, double lasts) {
            return new Stack(step -> alive / lasts, lasts);
        }

        static Stack leak(double perSnapshot) {
            return new Stack(step -> perSnapshot / STEPS, Double.POSITIVE_INFINITY);
        }
    }

    /** The goroutines of a stack over time, and of what they hold, how much is alive and was ever allocated in samples. */
    private static final class Population {
        private final long[] alive;
        private final long[] sampled;
        private final long[] everSampled;

        private Population(int snapshots) {
            alive = new long[snapshots];
            sampled = new long[snapshots];
            everSampled = new long[snapshots];
        }

        /** Simulates them, after a time to warm up for those that end. */
        static Population of(Stack stack, int snapshots, long seed) {
            Random random = new Random(seed);
            Random sampler = new Random(~seed);
            double chance = Sampling.probability(HEAP_BYTES, PERIOD_BYTES);
            Population population = new Population(snapshots);
            boolean ends = stack.lasts() < Double.POSITIVE_INFINITY;
            int warmUp = ends ? (int) (8 * stack.lasts()) : 0;
            for (int step = -warmUp; step < snapshots * STEPS; step++) {
                long starts = poisson(stack.starts().apply(Math.max(0, step)), random);
                for (long i = 0; i < starts; i++) {
                    double end = ends ? step - stack.lasts() * Math.log(1 - random.nextDouble()) : Double.MAX_VALUE;
                    population.add(step, end, sampler.nextDouble() < chance);
                }
            }
            return population;
        }

        private void add(int start, double end, boolean isSampled) {
            int first = Math.max(0, (start + STEPS - 1) / STEPS);
            for (int snapshot = first; snapshot < alive.length; snapshot++) {
                boolean isAlive = snapshot * STEPS < end;
                alive[snapshot] += isAlive ? 1 : 0;
                sampled[snapshot] += isAlive && isSampled ? 1 : 0;
                everSampled[snapshot] += isSampled ? 1 : 0;
                if (!isAlive && !isSampled) {
                    return;
                }
            }
        }

        private static long poisson(double mean, Random random) {
            if (mean > 30) {
                return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            }
            double limit = Math.exp(-mean);
            long count = -1;
            for (double product = 1; product > limit || count < 0; product *= random.nextDouble()) {
                count++;
            }
            return count;
        }

        private Figures heap(int snapshot) {
            double each = 1 / Sampling.probability(HEAP_BYTES, PERIOD_BYTES);
            long objects = Math.round(sampled[snapshot] * each);
            long ever = Math.round(everSampled[snapshot] * each);
            return new Figures(
                    objects * HEAP_BYTES, objects, ever * HEAP_BYTES, ever, sampled[snapshot], everSampled[snapshot]);
        }
    }

    /**
     * Runs the stacks of a scenario beside {@value #BACKGROUND_STACKS} where up to 400 goroutines come and go.
     *
     * @param scenario the stacks by the name of the function that waits; several at one stack add up
     */
    static SimulatedProgram run(Map<String, List<Stack>> scenario, int snapshots, int seed) {
        Map<String, List<Stack>> stacks = new LinkedHashMap<>(scenario);
        for (int i = 0; i < BACKGROUND_STACKS; i++) {
            stacks.put("background" + i, List.of(Stack.load(8 * i, 1 + i)));
        }
        List<Map<CallSite, Long>> counts = new ArrayList<>();
        List<Map<CallSite, Figures>> figures = new ArrayList<>();
        for (int i = 0; i < snapshots; i++) {
            counts.add(new HashMap<>());
            figures.add(new LinkedHashMap<>());
        }
        stacks.forEach((name, parts) -> {
            CallSite site = CallSite.of(List.of("main." + name, "main.main"));
            for (int part = 0; part < parts.size(); part++) {
                Population population = Population.of(parts.get(part), snapshots, 31L * seed + name.hashCode() + part);
                for (int i = 0; i < snapshots; i++) {
                    counts.get(i).merge(site, population.alive[i], Long::sum);
                    figures.get(i).merge(site, population.heap(i), Figures::plus);
                }
            }
        });
        List<ProfileSummary> heaps = new ArrayList<>();
        for (int i = 0; i < snapshots; i++) {
            heaps.add(TestSummary.of(info(i), figures.get(i)));
        }
        return new SimulatedProgram(
                counts.stream().map(count -> new GoroutineSnapshot(0, count)).toList(), heaps);
    }

    private static SnapshotInfo info(int snapshot) {
        return new SnapshotInfo(
                String.format("%04d", snapshot),
                (1_767_225_600L + snapshot * 60L) * 1_000_000_000L,
                PERIOD_BYTES,
                ProcessMarks.UNKNOWN,
                OptionalLong.of(snapshot),
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
