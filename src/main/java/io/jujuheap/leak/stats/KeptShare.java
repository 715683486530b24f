// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import io.jujuheap.leak.stats.DeathProcess.Fit;
import io.jujuheap.leak.stats.DeathProcess.SecondClass;
import java.util.Arrays;
import java.util.Optional;

/**
 * The share of a site's allocations that is never freed, and how much better a leak explains the site than load does. Both
 * hypotheses are a {@link DeathProcess}: under that of a leak the second class never dies; under that of load it has a mean
 * life of at most a quarter of the watch, or holds only what was live at the start.
 *
 * @param share the share that is never freed; negative where the fit sees the opposite of a leak
 * @param error its standard error as an estimate of the share that was kept in this history
 * @param deviations the signed root of the likelihood ratio of leak to load: by how many standard deviations a leak explains
 *     the history better than any load
 * @param meanLife the mean life of the objects that die, in units of the times
 * @param lateShare the share that is kept in the last third of the watch
 * @param lateError its standard error
 * @param since the first of the times that were fitted
 * @param allocated the samples that were allocated since then
 */
public record KeptShare(
        double share,
        double error,
        double deviations,
        double meanLife,
        double lateShare,
        double lateError,
        double since,
        double allocated) {
    /** Mean lives tried, in mean intervals. */
    private static final double[] LIVES = {.1, .25, .5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96};

    /** Mean lives of a second class that is load, as shares of the watch. */
    private static final double[] SLOW_LIVES = {1 / 3.0, 1 / 4.0, 1 / 6.0, 1 / 10.0, 1 / 16.0};

    /** A longer mean life, as a share of the watch, cannot be told from no death. */
    private static final double LONGEST_LIFE = 1 / 3.0;

    /** The start amount, the share, the mean life and the spread are fitted. */
    private static final int PARAMETERS = 4;

    /**
     * Fits both hypotheses.
     *
     * @param times when samples were counted, ascending; at least six
     * @param live the live samples at each time
     * @param allocated the samples allocated from each time to the next
     * @return empty when all times are the same
     */
    public static Optional<KeptShare> of(double[] times, double[] live, double[] allocated) {
        double watch = times[times.length - 1] - times[0];
        if (watch <= 0) {
            return Optional.empty();
        }
        SecondClass immortal = SecondClass.thatNeverDies(allocated);
        Fit leak = null;
        double meanLife = 0;
        double load = Double.NEGATIVE_INFINITY;
        for (double intervals : LIVES) {
            double life = intervals * watch / (times.length - 1);
            DeathProcess process = new DeathProcess(times, live, allocated, life);
            if (life <= LONGEST_LIFE * watch) {
                Fit fit = process.fit(immortal);
                meanLife = leak == null || fit.likelihood() > leak.likelihood() ? life : meanLife;
                leak = leak == null || fit.likelihood() > leak.likelihood() ? fit : leak;
            }
            if (life <= SLOW_LIVES[0] * watch) {
                load = Math.max(load, process.fitWithoutShare(immortal).likelihood());
                load = Math.max(load, slowLoad(process, times, allocated, life));
            }
        }
        return leak == null
                ? Optional.empty()
                : Optional.of(
                        compared(leak, load, meanLife, late(times, live, allocated, meanLife), times[0], allocated));
    }

    private static double slowLoad(DeathProcess process, double[] times, double[] allocated, double life) {
        double watch = times[times.length - 1] - times[0];
        return Arrays.stream(SLOW_LIVES)
                .filter(share -> share * watch > life)
                .mapToObj(share -> process.fit(SecondClass.thatLives(times, allocated, share * watch)))
                .filter(fit -> fit.share() >= 0)
                .mapToDouble(Fit::likelihood)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** Fits the last third of the watch. */
    private static Fit late(double[] times, double[] live, double[] allocated, double meanLife) {
        int n = times.length;
        int from = lastThird(n);
        double[] lateAllocated = Arrays.copyOfRange(allocated, from, n - 1);
        return new DeathProcess(
                        Arrays.copyOfRange(times, from, n), Arrays.copyOfRange(live, from, n), lateAllocated, meanLife)
                .fit(SecondClass.thatNeverDies(lateAllocated));
    }

    /** Returns the index at which the last third of so many values begins; it has five values at least. */
    public static int lastThird(int count) {
        return Math.max(0, count - 1 - Math.max(4, (count - 1) / 3));
    }

    /** Returns how many of the samples allocated {@link #since} then are never freed. */
    public double keptSamples() {
        return share * allocated;
    }

    private static KeptShare compared(
            Fit leak, double likelihoodOfLoad, double meanLife, Fit late, double since, double[] allocated) {
        double inflation = leak.inflation();
        double ratio = 2 * (leak.likelihood() - likelihoodOfLoad) / inflation;
        double sign = leak.share() > 0 ? Math.signum(ratio) : -1;
        int degrees = Math.max(1, allocated.length - PARAMETERS);
        return new KeptShare(
                leak.share(),
                Math.sqrt(leak.variance() * inflation),
                sign * Statistics.normalEquivalent(Math.sqrt(Math.abs(ratio)), degrees),
                meanLife,
                late.share(),
                Math.sqrt(late.variance() * inflation),
                since,
                Arrays.stream(allocated).sum());
    }

    /**
     * Returns how much objects of one mean life hold at each time, when allocation before the first time was as in the first
     * tenth.
     */
    public static double[] steadyPopulation(double[] times, double[] allocated, double meanLife) {
        int n = times.length;
        int tenth = Math.min(n - 1, Math.max(2, n / 10));
        double perTime = Arrays.stream(allocated, 0, tenth).sum() / Math.max(1e-9, times[tenth] - times[0]);
        double[] live = DeathProcess.population(times, allocated, meanLife);
        Arrays.setAll(live, i -> live[i] + perTime * meanLife * Math.exp((times[0] - times[i]) / meanLife));
        return live;
    }
}
