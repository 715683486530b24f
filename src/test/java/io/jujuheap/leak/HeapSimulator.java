// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.profile.Sampling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A heap of which only the sampled objects are simulated: enough for any number of series in no time. The series with
 * which verdicts are measured are those of real Go heaps; these are for properties that need hundreds of seeds.
 *
 * <p>Amounts are in samples: 2 samples are 1 MiB at Go's default rate. An epoch takes a minute.
 */
public final class HeapSimulator {
    static final long PERIOD_BYTES = 512 << 10;
    public static final double FOR_EVER = Double.POSITIVE_INFINITY;
    private static final long START_SECONDS = 1_767_225_600;

    private final Random random;
    private final List<Site> sites = new ArrayList<>();
    private ProcessMarks process = ProcessMarks.UNKNOWN;
    private int taken;

    public HeapSimulator(long seed) {
        random = new Random(seed);
    }

    /**
     * Adds a function whose objects live for random times.
     *
     * @param function its name
     * @param objectBytes the size of its objects
     * @param samplesPerEpoch how many of them are sampled in an epoch on average, given the epoch
     * @param lifetimeEpochs how long an object lives on average
     */
    public HeapSimulator with(
            String function, long objectBytes, DoubleUnaryOperator samplesPerEpoch, double lifetimeEpochs) {
        return with(function, objectBytes, new Requests(samplesPerEpoch, lifetimeEpochs));
    }

    /** Adds a function that feeds a queue, first in, first out, of the given length in samples at each epoch. */
    HeapSimulator withQueue(String function, long objectBytes, DoubleUnaryOperator length) {
        return with(function, objectBytes, new Queue(length));
    }

    /** Adds functions whose objects come and go, and which hold that many samples each on average. */
    public HeapSimulator withChurn(int count, double samples) {
        for (int i = 0; i < count; i++) {
            double lifetime = 0.5 + 6 * random.nextDouble();
            double held = samples * (0.2 + 1.6 * random.nextDouble());
            with("main.churn" + i, 256L << (i % 8), epoch -> held / lifetime, lifetime);
        }
        return this;
    }

    private HeapSimulator with(String function, long objectBytes, Population population) {
        sites.add(new Site(CallSite.of(List.of(function, "main.run", "main.main")), objectBytes, population));
        return this;
    }

    /** The next snapshots. */
    public List<ProfileSummary> run(int epochs) {
        List<ProfileSummary> summaries = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            Map<CallSite, Figures> figures = new LinkedHashMap<>();
            sites.forEach(site -> figures.merge(site.callSite, site.next(taken, random), Figures::plus));
            summaries.add(TestSummary.of(info(), figures));
            taken++;
        }
        return summaries;
    }

    /** A new process starts with an empty heap. */
    public HeapSimulator restart() {
        process = new ProcessMarks(OptionalLong.empty(), OptionalLong.of(1_000L + taken), Optional.empty());
        sites.forEach(site -> site.population.clear());
        return this;
    }

    private SnapshotInfo info() {
        return new SnapshotInfo(
                String.format("%04d", taken),
                (START_SECONDS + taken * 60L) * 1_000_000_000L,
                PERIOD_BYTES,
                process,
                OptionalLong.of(taken),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private record Site(CallSite callSite, long objectBytes, Population population) {

        Figures next(int epoch, Random random) {
            population.advance(epoch, random);
            double each = 1 / Sampling.probability(objectBytes, PERIOD_BYTES);
            return new Figures(
                    (long) (population.live() * each * objectBytes),
                    (long) (population.live() * each),
                    (long) (population.allocated * each * objectBytes),
                    (long) (population.allocated * each),
                    population.live(),
                    population.allocated);
        }
    }

    /** The sampled objects of a function. */
    private abstract static class Population {
        long allocated;

        abstract void advance(int epoch, Random random);

        abstract long live();

        void clear() {
            allocated = 0;
        }
    }

    private static final class Requests extends Population {
        private final DoubleUnaryOperator perEpoch;
        private final double lifetime;
        private final PriorityQueue<Double> deaths = new PriorityQueue<>();

        Requests(DoubleUnaryOperator perEpoch, double lifetime) {
            this.perEpoch = perEpoch;
            this.lifetime = lifetime;
        }

        @Override
        void advance(int epoch, Random random) {
            double mean = perEpoch.applyAsDouble(epoch);
            for (double time = exponential(random); time < mean; time += exponential(random)) {
                deaths.add(epoch + time / mean + exponential(random) * lifetime);
                allocated++;
            }
            while (!deaths.isEmpty() && deaths.element() < epoch + 1) {
                deaths.remove();
            }
        }

        @Override
        long live() {
            return deaths.size();
        }

        @Override
        void clear() {
            super.clear();
            deaths.clear();
        }
    }

    /** Sampled objects lie at random along all that ever went into the queue. */
    private static final class Queue extends Population {
        private final DoubleUnaryOperator length;
        private final ArrayDeque<Double> samples = new ArrayDeque<>();
        private double in;
        private double out;
        private double nextSample;

        Queue(DoubleUnaryOperator length) {
            this.length = length;
        }

        @Override
        void advance(int epoch, Random random) {
            double wanted = Math.max(0, length.applyAsDouble(epoch));
            in = Math.max(in, out + wanted);
            out = in - wanted;
            for (; nextSample <= in; nextSample += exponential(random)) {
                samples.add(nextSample);
                allocated++;
            }
            while (!samples.isEmpty() && samples.element() <= out) {
                samples.remove();
            }
        }

        @Override
        long live() {
            return samples.size();
        }

        @Override
        void clear() {
            super.clear();
            samples.clear();
            out = in;
        }
    }

    private static double exponential(Random random) {
        return -Math.log(1 - random.nextDouble());
    }
}
