// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/**
 * A population of two classes of objects. Those of the first die at random after a mean life; those of the second die more
 * slowly, or never. What is known are the objects that are live at some times, and those allocated in each interval.
 *
 * <p>With {@code S} the live objects and {@code a} those allocated in an interval,
 *
 * <pre>{@code S[i+1] = q S[i] + f a[i] + k (R[i+1] - q R[i]) + l (H[i+1] - q H[i] - f a[i]) + noise}</pre>
 *
 * where {@code q} is the chance to outlive the interval, {@code f} that of an object allocated during it, {@code H} what the
 * second class would hold if it were everything, {@code R} the share that remains of what it held at the start, {@code k} how
 * much that was, and {@code l} the share of allocations that goes to the second class. Deaths are binomial given the
 * allocations (O. Aalen, Annals of Statistics 6, 1978). Sampled objects follow the same law as all objects, because sampling
 * thins a population evenly. {@code k} and {@code l} are fitted by weighted least squares; the weights are the binomial
 * variances of the fit before (quasi-likelihood: McCullagh and Nelder, Generalized Linear Models, 1989).
 */
final class DeathProcess {
    /** How often the weights are improved. */
    private static final int ROUNDS = 3;

    /** No count is known better than this, in square objects. */
    private static final double LEAST_VARIANCE = 0.5;

    /** The largest correlation of neighbouring errors that is allowed for. */
    private static final double MOST_CORRELATED = 0.9;

    private final double[] live;
    private final double[] allocated;
    private final double[] old;
    private final double[] young;
    private final double[] response;

    /**
     * Prepares the fits of one mean life.
     *
     * @param times when objects were counted, ascending
     * @param live the live objects at each time
     * @param allocated the objects allocated from each time to the next
     * @param meanLife the mean life of the first class, in units of the times
     */
    DeathProcess(double[] times, double[] live, double[] allocated, double meanLife) {
        int n = allocated.length;
        this.live = live;
        this.allocated = allocated;
        old = new double[n];
        young = new double[n];
        response = new double[n];
        for (int i = 0; i < n; i++) {
            double interval = times[i + 1] - times[i];
            old[i] = old(interval, meanLife);
            young[i] = young(interval, meanLife);
            response[i] = live[i + 1] - old[i] * live[i] - young[i] * allocated[i];
        }
    }

    /** Returns the chance that an object outlives an interval. */
    private static double old(double interval, double meanLife) {
        return Math.exp(-interval / meanLife);
    }

    /** Returns the chance that an object allocated at some time in an interval is live at its end. */
    private static double young(double interval, double meanLife) {
        return interval > 0 ? (1 - old(interval, meanLife)) * meanLife / interval : 1;
    }

    /** Returns the objects live at each time when there are none at the first, and each lives for a mean time. */
    static double[] population(double[] times, double[] allocated, double meanLife) {
        double[] live = new double[times.length];
        for (int i = 0; i + 1 < times.length; i++) {
            double interval = times[i + 1] - times[i];
            live[i + 1] = old(interval, meanLife) * live[i] + young(interval, meanLife) * allocated[i];
        }
        return live;
    }

    /** The second class. */
    static final class SecondClass {
        /** Returns what the class holds at each time if everything that is allocated goes to it. */
        private final double[] held;
        /** How much remains at each time of what it held at the first. */
        private final double[] remaining;

        private SecondClass(double[] held, double[] remaining) {
            this.held = held;
            this.remaining = remaining;
        }

        static SecondClass thatNeverDies(double[] allocated) {
            double[] sum = new double[allocated.length + 1];
            double[] all = new double[sum.length];
            Arrays.fill(all, 1);
            for (int i = 0; i < allocated.length; i++) {
                sum[i + 1] = sum[i] + allocated[i];
            }
            return new SecondClass(sum, all);
        }

        static SecondClass thatLives(double[] times, double[] allocated, double meanLife) {
            double[] remaining = new double[times.length];
            Arrays.setAll(remaining, i -> old(times[i] - times[0], meanLife));
            return new SecondClass(population(times, allocated, meanLife), remaining);
        }
    }

    /**
     * A fit.
     *
     * @param likelihood its log-likelihood
     * @param share the share of allocations that goes to the second class
     * @param variance the variance of the share
     * @param inflation by how much errors are larger than the model says, and neighbours more alike, in variance; 1 at least
     */
    record Fit(double likelihood, double share, double variance, double inflation) {}

    /** Fits how much the second class held at the first time, and the share of allocations that goes to it. */
    Fit fit(SecondClass second) {
        return fit(second, true);
    }

    /** Fits how much the second class held at the first time; no allocation goes to it. */
    Fit fitWithoutShare(SecondClass second) {
        return fit(second, false);
    }

    private Fit fit(SecondClass second, boolean withShare) {
        double[] ofStart = new double[response.length];
        double[] ofShare = new double[response.length];
        double[] variances = new double[response.length];
        for (int i = 0; i < response.length; i++) {
            ofStart[i] = second.remaining[i + 1] - old[i] * second.remaining[i];
            ofShare[i] = second.held[i + 1] - old[i] * second.held[i] - young[i] * allocated[i];
            variances[i] = variance(i, live[i], 0);
        }
        Solution solution = Solution.of(response, ofStart, ofShare, variances, withShare);
        for (int round = 1; round <= ROUNDS; round++) {
            setVariances(variances, second, solution);
            if (round < ROUNDS) {
                solution = Solution.of(response, ofStart, ofShare, variances, withShare);
            }
        }
        return fit(solution, ofStart, ofShare, variances);
    }

    private void setVariances(double[] variances, SecondClass second, Solution solution) {
        double share = Math.min(1, Math.max(0, solution.share));
        for (int i = 0; i < variances.length; i++) {
            double kept = solution.start * second.remaining[i] + share * second.held[i];
            variances[i] = variance(i, Math.max(0, live[i] - kept), share);
        }
    }

    private double variance(int interval, double mortal, double share) {
        double dying = mortal * old[interval] * (1 - old[interval]);
        double born =
                allocated[interval] * ((1 - share) * young[interval] * (1 - young[interval]) + share * (1 - share));
        return Math.max(LEAST_VARIANCE, dying + born);
    }

    private Fit fit(Solution solution, double[] ofStart, double[] ofShare, double[] variances) {
        double likelihood = 0;
        double[] residuals = new double[response.length];
        for (int i = 0; i < residuals.length; i++) {
            double error = response[i] - solution.start * ofStart[i] - solution.share * ofShare[i];
            residuals[i] = error / Math.sqrt(variances[i]);
            likelihood -= (residuals[i] * residuals[i] + Math.log(variances[i])) / 2;
        }
        return new Fit(likelihood, solution.share, solution.variance, inflation(residuals));
    }

    /** Returns how much more errors vary than the model says: by their spread, and by the likeness of neighbours. */
    private static double inflation(double[] residuals) {
        int n = residuals.length + 1;
        double square = Arrays.stream(residuals).map(error -> error * error).sum();
        double spread = Math.max(1, square / Math.max(1, n - 4));
        double correlation = Statistics.autocorrelation(residuals, 1) + 1.0 / n;
        double bounded = Math.min(MOST_CORRELATED, Math.max(0, correlation));
        return spread * (1 + bounded) / (1 - bounded);
    }

    /** The solution of the normal equations; the start is never negative. */
    private record Solution(double start, double share, double variance) {
        /** Regressors whose correlation is nearer to 1 than this are one. */
        private static final double SINGULAR = 1e-9;

        /** The variance of a share that nothing tells. */
        private static final double UNKNOWN = 9;

        static Solution of(double[] y, double[] ofStart, double[] ofShare, double[] variances, boolean withShare) {
            double startStart = product(ofStart, ofStart, variances);
            double startY = product(ofStart, y, variances);
            if (!withShare) {
                return new Solution(startStart > 0 ? Math.max(0, startY / startStart) : 0, 0, 0);
            }
            double startShare = product(ofStart, ofShare, variances);
            double shareShare = product(ofShare, ofShare, variances);
            double shareY = product(ofShare, y, variances);
            double determinant = startStart * shareShare - startShare * startShare;
            if (determinant > SINGULAR * startStart * shareShare) {
                double start = (shareShare * startY - startShare * shareY) / determinant;
                if (start >= 0) {
                    double share = (startStart * shareY - startShare * startY) / determinant;
                    return new Solution(start, share, startStart / determinant);
                }
            }
            return shareShare > 0 ? new Solution(0, shareY / shareShare, 1 / shareShare) : new Solution(0, 0, UNKNOWN);
        }

        private static double product(double[] a, double[] b, double[] variances) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i] / variances[i];
            }
            return sum;
        }
    }
}
