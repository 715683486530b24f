// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The steps in which a curve rises, and what it gives back between them. A step is a run of intervals that all rise. */
public final class Steps {
    /** A step of bursts is at least this share of the largest. */
    private static final double LARGE = 0.2;

    /** Fewer bursts say nothing about the pauses between them. */
    private static final int LEAST_BURSTS = 5;

    /** A pause with a smaller chance than this is the end. */
    private static final double LEAST_CHANCE = 0.1;

    /** Quiet at the end is within chance up to so many standard deviations: one case in twenty is beyond. */
    private static final double QUIET_DEVIATIONS = 1.64;

    private final double[] times;
    private final double[] values;
    private final List<Step> steps = new ArrayList<>();
    private double givenBack;
    private double deepestFall;
    private int rises;

    /** A step from the value at one index to that at another. */
    private record Step(int from, int to, double rise) {}

    /** Finds the steps of a curve. */
    public Steps(double[] times, double[] values) {
        this.times = times;
        this.values = values;
        int start = 0;
        double highest = values[0];
        for (int i = 1; i < values.length; i++) {
            highest = Math.max(highest, values[i]);
            deepestFall = Math.max(deepestFall, highest - values[i]);
            double change = values[i] - values[i - 1];
            rises += change > 0 ? 1 : 0;
            givenBack += Math.max(0, -change);
            if (change <= 0) {
                end(start, i - 1);
                start = i;
            }
        }
        end(start, values.length - 1);
    }

    private void end(int from, int to) {
        if (to > from) {
            steps.add(new Step(from, to, values[to] - values[from]));
        }
    }

    /**
     * Returns by how much the troughs of the last quarter of a curve lie above the peaks of its first half; negative when
     * they lie below. It is the growth that is left of all swings.
     */
    public static double lastingRise(double[] values) {
        int n = values.length;
        double[] last = Arrays.copyOfRange(values, n - Math.max(1, n / 4), n);
        double[] before = Arrays.copyOf(values, Math.max(1, n / 2));
        return Statistics.trough(last) - Statistics.peak(before);
    }

    /** Returns how many intervals rise. */
    public int rises() {
        return rises;
    }

    /** Returns the sum of all falls. */
    public double givenBack() {
        return givenBack;
    }

    /** Returns by how much the curve was below the highest value before, at most. */
    public double deepestFall() {
        return deepestFall;
    }

    /**
     * Returns how many equal rises have the same sum and the same sum of squares as those of the intervals (the effective
     * number of M. Laakso and R. Taagepera, Comparative Political Studies 12, 1979). One large rise among many small ones
     * counts as one.
     */
    public double effectiveNumber() {
        double[] risen = new double[Math.max(0, values.length - 1)];
        Arrays.setAll(risen, i -> Math.max(0, values[i + 1] - values[i]));
        return effectiveNumber(risen);
    }

    private static double effectiveNumber(double[] parts) {
        double sum = Arrays.stream(parts).sum();
        double squares = Arrays.stream(parts).map(part -> part * part).sum();
        return squares == 0 ? 0 : sum * sum / squares;
    }

    /**
     * Returns whether the curve rises in bursts at random times, and the pause at its end may be chance: of m uniform gaps, one
     * is longer than a share x of the time with chance (1 - x)^(m - 1). Bursts that come in clusters are not at random times:
     * the effective number of as many random gaps is half their number.
     */
    public boolean mayBurstAgain() {
        double largest = steps.stream().mapToDouble(Step::rise).max().orElse(0);
        List<Step> bursts =
                steps.stream().filter(step -> step.rise >= LARGE * largest).toList();
        if (bursts.size() < LEAST_BURSTS || 2 * effectiveGaps(bursts) < LEAST_BURSTS) {
            return false;
        }
        double end = times[times.length - 1];
        double pause = (end - times[bursts.get(bursts.size() - 1).to]) / (end - times[bursts.get(0).from]);
        return Math.pow(1 - pause, bursts.size() - 1.0) >= LEAST_CHANCE;
    }

    private double effectiveGaps(List<Step> bursts) {
        double[] gaps = new double[bursts.size() - 1];
        Arrays.setAll(gaps, i -> times[bursts.get(i + 1).to] - times[bursts.get(i).to]);
        return effectiveNumber(gaps);
    }

    /**
     * Returns whether so little growth of late may be chance: of growth that comes in random steps at an even rate, a third
     * falls on the last third of the time, with the variance of a binomial share of the effective number of steps.
     *
     * @param pace the pace of growth, see {@link Growth#pace}
     */
    public boolean mayBeQuietByChance(double pace) {
        double number = effectiveNumber();
        double deviation = Math.sqrt(2 / 9.0 / Math.max(1, number));
        return number >= LEAST_BURSTS && pace > LEAST_CHANCE && (1 - pace) / 3 < QUIET_DEVIATIONS * deviation;
    }

    /**
     * Returns whether the curve grows by doubling, and the next step may still come: a step as large as all before it is
     * followed by a pause as long as all the time before.
     *
     * @param growth the growth of the curve
     */
    public boolean mayDoubleAgain(double growth) {
        List<Step> doublings =
                steps.stream().filter(step -> step.rise >= 0.02 * growth).toList();
        if (doublings.size() < 3) {
            return false;
        }
        double first = doublings.get(0).rise;
        double last = doublings.get(doublings.size() - 1).rise;
        double sinceFirst = times[times.length - 1] - times[0];
        return last >= 0.3 * growth
                && first <= 0.5 * last
                && sinceFirst <= 2.3 * (times[lastRise(0.05 * growth)] - times[0]);
    }

    private int lastRise(double least) {
        int last = 0;
        for (int i = 1; i < values.length; i++) {
            last = values[i] - values[i - 1] > least ? i : last;
        }
        return last;
    }
}
