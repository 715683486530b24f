// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

/**
 * The ramp nearest to a curve: flat, then rising evenly from one point to another, then flat. A leak is a ramp that has
 * no end yet; a cache that fills has one; a structure loaded once is a ramp that starts and ends at once.
 *
 * @param start index of the last point before the rise
 * @param end index of the first point after it
 * @param base value before the rise
 * @param rise how much the value rises in all
 */
public record Ramp(int start, int end, double base, double rise) {
    /** Starts and ends tried: every point of a short curve, evenly spread points of a long one. */
    private static final int MAX_KNOTS = 64;

    /** Value per unit of time while it rises. */
    public double slope(double[] times) {
        return rise / (times[end] - times[start]);
    }

    public static Ramp fit(double[] times, double[] values) {
        int n = values.length;
        Sums sums = new Sums(times, values);
        int step = Math.max(1, n / MAX_KNOTS);
        Ramp best = new Ramp(0, n - 1, Statistics.mean(values), 0);
        double bestGain = 0;
        for (int start = 0; start < n - 1; start += step) {
            for (int end = start + 1; end < n; end += step) {
                Fit fit = sums.fit(start, end);
                if (fit.gain > bestGain && times[end] > times[start]) {
                    bestGain = fit.gain;
                    best = new Ramp(start, end, fit.base, fit.rise);
                }
            }
        }
        return best;
    }

    private record Fit(double gain, double base, double rise) {}

    /** Running sums, which give the least-squares fit of any ramp in constant time. */
    private static final class Sums {
        private final double[] times;
        private final double[] t;
        private final double[] tt;
        private final double[] y;
        private final double[] ty;

        Sums(double[] times, double[] values) {
            int n = times.length;
            this.times = times;
            t = new double[n + 1];
            tt = new double[n + 1];
            y = new double[n + 1];
            ty = new double[n + 1];
            for (int i = 0; i < n; i++) {
                t[i + 1] = t[i] + times[i];
                tt[i + 1] = tt[i] + times[i] * times[i];
                y[i + 1] = y[i] + values[i];
                ty[i + 1] = ty[i] + times[i] * values[i];
            }
        }

        /** Regression on x = 0 up to start, (time - start) / (end - start) between, 1 from end on. */
        Fit fit(int start, int end) {
            int n = times.length;
            double from = times[start];
            double length = times[end] - from;
            int rising = end - start;
            double sumT = t[end] - t[start] - rising * from;
            double sumTt = tt[end] - tt[start] - 2 * from * (t[end] - t[start]) + rising * from * from;
            double sumTy = ty[end] - ty[start] - from * (y[end] - y[start]);
            double x = sumT / length + (n - end);
            double xx = sumTt / (length * length) + (n - end);
            double xy = sumTy / length + (y[n] - y[end]);
            double spread = xx - x * x / n;
            double shared = xy - x * y[n] / n;
            double rise = shared / spread;
            return new Fit(rise <= 0 ? 0 : shared * rise, (y[n] - rise * x) / n, rise);
        }
    }
}
