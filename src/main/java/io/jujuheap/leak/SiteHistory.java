// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.KeptShare;
import io.jujuheap.leak.stats.Statistics;
import io.jujuheap.leak.stats.Steps;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.profile.Sampling;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** The figures of a function, or of one stack, at each epoch of a segment. Immutable; its arrays must not be changed. */
final class SiteHistory {
    private final CallSite site;
    private final double[] hours;
    private final Figures[] epochs;
    private final double[] inuseBytes;
    private final long samplingPeriodBytes;

    SiteHistory(CallSite site, double[] hours, Figures[] epochs, long samplingPeriodBytes) {
        this.site = site;
        this.hours = hours;
        this.epochs = epochs;
        this.inuseBytes = column(Figures::inuseBytes);
        this.samplingPeriodBytes = samplingPeriodBytes;
    }

    /** Returns this history as it was after so many epochs. */
    SiteHistory until(int count) {
        return new SiteHistory(site, Arrays.copyOf(hours, count), Arrays.copyOf(epochs, count), samplingPeriodBytes);
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
        return hours;
    }

    double lengthHours() {
        return hours[hours.length - 1];
    }

    double[] inuseBytes() {
        return inuseBytes;
    }

    /** Returns one figure at each epoch. */
    double[] column(ToLongFunction<Figures> figure) {
        return Arrays.stream(epochs).mapToLong(figure).asDoubleStream().toArray();
    }

    /** Returns by how much a figure rose from each epoch to the next; 0 where it fell. */
    private double[] rises(ToLongFunction<Figures> figure) {
        double[] rises = new double[epochs.length - 1];
        Arrays.setAll(rises, i -> Math.max(0, figure.applyAsLong(epochs[i + 1]) - figure.applyAsLong(epochs[i])));
        return rises;
    }

    /** Returns the growth in bytes from the level of the first tenth of the epochs to that of the last tenth. */
    double growthBytes() {
        int n = inuseBytes.length;
        int tenth = Math.max(1, n / 10);
        return Statistics.median(inuseBytes, n - tenth, n) - Statistics.median(inuseBytes, 0, tenth);
    }

    /** Returns the growth in bytes that is left of all swings, see {@link Steps#lastingRise}. */
    double lastingGrowthBytes() {
        return Steps.lastingRise(inuseBytes);
    }

    /** Returns whether the profiles say how much was allocated; some tools hand out bytes in use alone. */
    boolean knowsAllocations() {
        return last().allocatedBytes() > 0;
    }

    long allocatedSamples() {
        return Math.max(0, last().allocatedSamples() - first().allocatedSamples());
    }

    long freedSamples() {
        return Math.max(0, last().freedSamples() - first().freedSamples());
    }

    /** Returns the share of what was allocated that was freed; empty where nothing was allocated, or it is unknown. */
    OptionalDouble freedRatio() {
        return allocatedSamples() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) freedSamples() / allocatedSamples()));
    }

    /**
     * Returns whether the site frees so much that its memory may follow the load. The share is the mean of its Beta
     * posterior, which few samples draw towards one half (Laplace's rule of succession).
     */
    boolean isChurned() {
        double freed = (freedSamples() + 1.0) / (allocatedSamples() + 2.0);
        return knowsAllocations() && freed > Thresholds.FREED_UNDER_LOAD;
    }

    /** Returns how long objects live on average, by Little's law: memory in use by rate of allocation; may be infinite. */
    double meanAgeHours() {
        double allocated = last().allocatedBytes() - first().allocatedBytes();
        return allocated <= 0 ? Double.POSITIVE_INFINITY : Statistics.mean(inuseBytes) * lengthHours() / allocated;
    }

    /** Returns the share of allocations that is never freed; empty when all epochs are of one moment. */
    Optional<KeptShare> keptShare() {
        return keptShareFrom(0);
    }

    /**
     * Returns the share of the allocations since some time that is never freed; empty when there are too few epochs since.
     *
     * @param since hours since the first epoch
     */
    Optional<KeptShare> keptShareSince(double since) {
        int from = (int) Arrays.stream(hours).filter(hour -> hour < since).count();
        return epochs.length - from < Thresholds.MIN_EPOCHS_CHURNED ? Optional.empty() : keptShareFrom(from);
    }

    private Optional<KeptShare> keptShareFrom(int from) {
        double[] live = column(Figures::inuseSamples);
        double[] allocated = rises(Figures::allocatedSamples);
        return KeptShare.of(
                Arrays.copyOfRange(hours, from, hours.length),
                Arrays.copyOfRange(live, from, live.length),
                Arrays.copyOfRange(allocated, from, allocated.length));
    }

    /** Returns the bytes that a share of its allocations stands for. */
    double bytesOf(KeptShare share) {
        return share.keptSamples() * bytesPerSample();
    }

    /** Returns the samples that were allocated in the last third of the epochs. */
    long allocatedLately() {
        return last().allocatedSamples() - epochs[KeptShare.lastThird(epochs.length)].allocatedSamples();
    }

    /** Returns the bytes in use less those that load explains: objects of that mean life, allocated as they were. */
    double[] bytesBesidesLoad(double meanLifeHours) {
        double[] rest = inuseBytes.clone();
        double[] load = KeptShare.steadyPopulation(hours, rises(Figures::allocatedBytes), meanLifeHours);
        Arrays.setAll(rest, i -> rest[i] - load[i]);
        return rest;
    }

    /**
     * Returns whether more samples came, and none went, than chance allows: each change could as well have been a loss (the
     * sign test). It speaks where samples are so few that {@link #noiseFloorBytes} cannot.
     */
    boolean onlyEverCame() {
        return knowsAllocations()
                && wentSamples() == 0
                && first().inuseSamples() <= last().inuseSamples()
                && Math.pow(0.5, (double) cameSamples()) < Thresholds.ONLY_EVER_CAME;
    }

    /** Samples that are live now and were not at first; at most so many, where allocations are unknown. */
    private long cameSamples() {
        return knowsAllocations() ? Math.min(allocatedSamples(), last().inuseSamples()) : last().inuseSamples();
    }

    private long wentSamples() {
        return knowsAllocations() ? Math.min(freedSamples(), first().inuseSamples()) : first().inuseSamples();
    }

    /** Returns the bytes that one sampled object stands for. */
    double bytesPerSample() {
        Figures sizes = sizes();
        return sizes.inuseSamples() == 0 ? 0 : (double) sizes.inuseBytes() / sizes.inuseSamples();
    }

    /** Returns the share of its objects that is sampled; 0 where their number is unknown. */
    double sampledShare() {
        Figures sizes = sizes();
        return sizes.inuseObjects() == 0
                ? 0
                : Sampling.probability((double) sizes.inuseBytes() / sizes.inuseObjects(), samplingPeriodBytes);
    }

    private Figures sizes() {
        return last().inuseSamples() > 0 ? last() : first();
    }

    /**
     * Returns the growth in bytes that sampling alone can show. Only objects that came or went between the first and the last
     * epoch count: one that is in both was sampled in both or in neither.
     */
    double noiseFloorBytes() {
        double samples = (cameSamples() + wentSamples()) * (1 - sampledShare());
        return Thresholds.NOISE_DEVIATIONS * bytesPerSample() * Math.sqrt(samples);
    }
}
