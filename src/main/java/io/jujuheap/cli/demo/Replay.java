// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.collect.KeptFigures;
import io.jujuheap.memory.LiveHeap;
import io.jujuheap.memory.MemoryFigures;
import io.jujuheap.memory.MetricsText;
import io.jujuheap.memory.PartSizes;
import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replays the recording in real time, one moment every {@link #STEP}. At the end of the recording, the agent restarts
 * and leaks again. Thread-safe.
 */
final class Replay {
    /** The time between two recorded moments. */
    static final Duration STEP = Duration.ofSeconds(10);

    private static final int GC_CYCLES_PER_MOMENT = 2;

    /** The pages of a program's file that are in use. */
    private static final long BINARY_BYTES = 24 << 20;

    /**
     * The smallest stack in Go. The goroutines and the heap were recorded in different runs, so the heap's figures do
     * not include the stacks.
     */
    private static final long STACK_BYTES = 2 << 10;

    private static final Set<String> WITH_STACKS = Set.of("Stack", "Sys");

    /** Metrics of Go's collector, with the keys of the same figures at the end of a text profile. */
    private static final Map<String, String> GO_FIGURES = new TreeMap<>(Map.of(
            "heap_alloc_bytes", "HeapAlloc",
            "heap_inuse_bytes", "HeapInuse",
            "heap_idle_bytes", "HeapIdle",
            "heap_released_bytes", "HeapReleased",
            "next_gc_bytes", "NextGC",
            "stack_inuse_bytes", "Stack",
            "sys_bytes", "Sys"));

    private final Clock clock;
    private final Instant firstMoment;

    /** Starts a replay of which {@code past} moments are already in the past. */
    Replay(Clock clock, int past) {
        this.clock = clock;
        this.firstMoment = clock.instant().minus(STEP.multipliedBy(past));
    }

    /** Returns the time of a moment, which may be in the future. Moments are counted across restarts. */
    Instant timeOf(long step) {
        return firstMoment.plus(STEP.multipliedBy(step));
    }

    /** Returns the start time of the process that runs at {@code step}. */
    Instant startOf(long step) {
        return timeOf(step - step % Recording.MOMENTS).minus(STEP).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the number of garbage collections at {@code step} of the process at that time. */
    long gcCyclesAt(long step) {
        return GC_CYCLES_PER_MOMENT * (step % Recording.MOMENTS + 1);
    }

    /** Returns the gzipped protobuf of a moment, counted across restarts, with the time of the replay. */
    byte[] protobufAt(long step) {
        return ProfileWriter.gzippedProtobuf(at(step));
    }

    byte[] protobuf() {
        return protobufAt(step());
    }

    byte[] text() {
        return Recording.text(momentOf(step()));
    }

    /** Returns the gzipped protobuf of the goroutines at a moment, counted across restarts, with the time of the replay. */
    byte[] goroutinesAt(long step) {
        return ProfileWriter.gzippedProtobuf(dated(Recording.goroutinesOf(momentOf(step)), step));
    }

    byte[] goroutines() {
        return goroutinesAt(step());
    }

    byte[] goroutinesText() {
        return Recording.goroutinesText(momentOf(step()));
    }

    /** Returns metrics as the Prometheus client of a Go program writes them. */
    String metrics() {
        return metricsAt(step());
    }

    private String metricsAt(long step) {
        MemStats stats = Recording.memStats(momentOf(step));
        StringBuilder text = new StringBuilder(
                """
                # HELP go_gc_duration_seconds A summary of the pause duration of garbage collection cycles.
                # TYPE go_gc_duration_seconds summary
                """);
        text.append(String.format(Locale.ROOT, "go_gc_duration_seconds_sum %.4f\n", gcCyclesAt(step) * 0.0004));
        text.append("go_gc_duration_seconds_count ").append(gcCyclesAt(step)).append('\n');
        long goroutines = Recording.goroutinesOf(momentOf(step)).total(0);
        long stacks = goroutines * STACK_BYTES;
        appendGauge(text, "go_goroutines", goroutines);
        GO_FIGURES.forEach((name, key) -> appendGauge(
                text, "go_memstats_" + name, figure(stats, key) + (WITH_STACKS.contains(key) ? stacks : 0)));
        appendGauge(text, "go_memstats_last_gc_time_seconds", timeOf(step).getEpochSecond());
        appendGauge(text, "process_resident_memory_bytes", residentBytes(stats) + stacks);
        appendGauge(text, "process_start_time_seconds", startOf(step).getEpochSecond());
        return text.toString();
    }

    /** Returns the figures of a moment, counted across restarts, as a sidecar stores them beside a heap profile. */
    String figuresAt(long step) {
        MetricsText metrics = MetricsText.of(metricsAt(step).getBytes(StandardCharsets.UTF_8));
        Optional<PartSizes> memory =
                MemoryFigures.of(metrics, "").map(figures -> PartSizes.of(figures.parts(LiveHeap.of(at(step)))));
        return new KeptFigures(memory, metrics.whole("go_goroutines")).text();
    }

    private static void appendGauge(StringBuilder text, String name, long value) {
        text.append("# TYPE ").append(name).append(" gauge\n");
        text.append(name).append(' ').append(value).append('\n');
    }

    private static long figure(MemStats stats, String key) {
        return stats.values().get(key) instanceof MemStats.Pair pair
                ? pair.inuse()
                : stats.number(key).orElseThrow();
    }

    private static long residentBytes(MemStats stats) {
        return figure(stats, "Sys") - figure(stats, "HeapReleased") + BINARY_BYTES;
    }

    private static int momentOf(long step) {
        return (int) (step % Recording.MOMENTS);
    }

    private long step() {
        return Duration.between(firstMoment, clock.instant()).dividedBy(STEP);
    }

    private Profile at(long step) {
        return dated(Recording.moment(momentOf(step)), step);
    }

    private Profile dated(Profile recorded, long step) {
        Instant time = timeOf(step);
        long nanos = Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        return recorded.withInfo(recorded.info().withTimeNanos(nanos));
    }
}
