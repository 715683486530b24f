// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.RisingTrend;
import io.jujuheap.leak.stats.Statistics;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.profile.Sampling;
import java.util.Arrays;

/** The figures of a function, or of one stack, at each epoch of a segment. Immutable. */
final class SiteHistory {
    private final CallSite site;
    private final double[] hours;
    private final Figures[] epochs;
    private final long samplingPeriodBytes;

    SiteHistory(CallSite site, double[] hours, Figures[] epochs, long samplingPeriodBytes) {
        this.site = site;
        this.hours = hours.clone();
        this.epochs = epochs.clone();
        this.samplingPeriodBytes = samplingPeriodBytes;
    }

    /** Returns the call site; for a function, the stack of it that grew most. */
    CallSite site() {
        return site;
    }

    boolean wasInUse() {
        return Arrays.stream(epochs).anyMatch(figures -> figures.inuseSamples() > 0);
    }

    /** Returns the number of epochs. */
    int count() {
        return epochs.length;
    }

    Figures first() {
        return epochs[0];
    }

    Figures last() {
        return epochs[epochs.length - 1];
    }

    /** Returns the times of the epochs, in hours since the first. */
    double[] hours() {
        return hours.clone();
    }

    double[] inuseBytes() {
        return Arrays.stream(epochs)
                .mapToLong(Figures::inuseBytes)
                .asDoubleStream()
                .toArray();
    }

    /** From the level of the first tenth of the epochs to that of the last. */
    double growthBytes() {
        double[] inuse = inuseBytes();
        int tenth = Math.max(1, inuse.length / 10);
        return Statistics.median(Arrays.copyOfRange(inuse, inuse.length - tenth, inuse.length))
                - Statistics.median(Arrays.copyOf(inuse, tenth));
    }

    /** From the peaks of the first half to the troughs of the last part: what growth is left of all swings. */
    double lastingGrowthBytes() {
        return RisingTrend.lastingGrowth(inuseBytes(), 0);
    }

    long allocatedSamples() {
        return Math.max(0, last().allocatedSamples() - first().allocatedSamples());
    }

    long freedSamples() {
        return freedSamples(0, epochs.length - 1);
    }

    private long freedSamples(int from, int to) {
        return Math.max(0, epochs[to].freedSamples() - epochs[from].freedSamples());
    }

    /** Returns the live and the freed samples from one epoch to another. */
    LoadModel.Half half(int from, int to) {
        double liveHours = 0;
        double byteHours = 0;
        for (int i = from; i < to; i++) {
            double time = hours[i + 1] - hours[i];
            liveHours += time * (epochs[i].inuseSamples() + epochs[i + 1].inuseSamples()) / 2.0;
            byteHours += time * (epochs[i].inuseBytes() + epochs[i + 1].inuseBytes()) / 2.0;
        }
        return new LoadModel.Half(hours[to] - hours[from], freedSamples(from, to), liveHours, byteHours);
    }

    /**
     * The share of allocations that were freed, as the mean of its Beta posterior: what the samples say, drawn towards
     * one half where they are few (Laplace's rule of succession).
     */
    double freedRatio() {
        return Math.min(1, (freedSamples() + 1.0) / (allocatedSamples() + 2.0));
    }

    /** How long its objects live on average, by Little's law: memory in use by rate of allocation; may be infinite. */
    double meanAgeHours() {
        double allocated = last().allocatedBytes() - first().allocatedBytes();
        return allocated <= 0
                ? Double.POSITIVE_INFINITY
                : Statistics.mean(inuseBytes()) * hours[hours.length - 1] / allocated;
    }

    /**
     * Returns the growth, in bytes, that sampling alone can show. Only objects that came or went between the first and the last epoch
     * count: one that is in both was sampled in both or in neither.
     */
    double noiseFloorBytes() {
        double came = Math.min(allocatedSamples(), last().inuseSamples());
        double went = Math.min(freedSamples(), first().inuseSamples());
        Figures sizes = last().inuseObjects() > 0 ? last() : first();
        double size = sizes.inuseObjects() == 0 ? 0 : (double) sizes.inuseBytes() / sizes.inuseObjects();
        return Thresholds.NOISE_DEVIATIONS * Math.sqrt(Sampling.variance(came + went, size, samplingPeriodBytes));
    }
}
