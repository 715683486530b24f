// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.profile.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The recording on today's clock: one moment every {@link #STEP}. When the recording is over, the agent restarts and
 * leaks again. Safe for use by several threads.
 */
final class Replay {
    /** The time between two recorded moments. */
    static final Duration STEP = Duration.ofSeconds(10);

    private static final int GC_CYCLES_PER_MOMENT = 2;

    private final Clock clock;
    private final Instant firstMoment;

    /**
     * Starts a replay.
     *
     * @param clock tells the time
     * @param past how many moments lie in the past already
     */
    Replay(Clock clock, int past) {
        this.clock = clock;
        this.firstMoment = clock.instant().minus(STEP.multipliedBy(past));
    }

    /** Returns the time of a moment; moments are counted through all restarts and may lie in the future. */
    Instant timeOf(long step) {
        return firstMoment.plus(STEP.multipliedBy(step));
    }

    /** Returns when the process started that runs at {@code step}. */
    Instant startOf(long step) {
        return timeOf(step - step % Recording.MOMENTS).minus(STEP).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns how many garbage collections the process has done that runs at {@code step}. */
    long gcCyclesAt(long step) {
        return GC_CYCLES_PER_MOMENT * (step % Recording.MOMENTS + 1);
    }

    /** Returns the gzipped protobuf of a moment, counted through all restarts, dated as the replay has it. */
    byte[] protobufAt(long step) {
        return ProfileWriter.gzippedProtobuf(at(step));
    }

    byte[] protobuf() {
        return protobufAt(step());
    }

    byte[] text() {
        return Recording.text(momentOf(step()));
    }

    /** Returns the metrics that a Go program's Prometheus client gives of itself. */
    String metrics() {
        long step = step();
        Profile profile = at(step);
        long inuse = profile.total(profile.defaultSampleTypeIndex());
        return """
                # HELP go_gc_duration_seconds A summary of the pause duration of garbage collection cycles.
                # TYPE go_gc_duration_seconds summary
                go_gc_duration_seconds_sum %s
                go_gc_duration_seconds_count %d
                # HELP go_memstats_heap_alloc_bytes Number of heap bytes allocated and still in use.
                # TYPE go_memstats_heap_alloc_bytes gauge
                go_memstats_heap_alloc_bytes %d
                # HELP go_memstats_last_gc_time_seconds Number of seconds since 1970 of last garbage collection.
                # TYPE go_memstats_last_gc_time_seconds gauge
                go_memstats_last_gc_time_seconds %d
                # HELP process_resident_memory_bytes Resident memory size in bytes.
                # TYPE process_resident_memory_bytes gauge
                process_resident_memory_bytes %d
                # HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
                # TYPE process_start_time_seconds gauge
                process_start_time_seconds %d
                """
                .formatted(
                        String.format(Locale.ROOT, "%.4f", gcCyclesAt(step) * 0.0004),
                        gcCyclesAt(step),
                        inuse,
                        timeOf(step).getEpochSecond(),
                        inuse * 2,
                        startOf(step).getEpochSecond());
    }

    private static int momentOf(long step) {
        return (int) (step % Recording.MOMENTS);
    }

    private long step() {
        return Duration.between(firstMoment, clock.instant()).dividedBy(STEP);
    }

    private Profile at(long step) {
        Profile recorded = Recording.moment(momentOf(step));
        Instant time = timeOf(step);
        long nanos = Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        return new Profile(
                recorded.info().withTimeNanos(nanos), recorded.mappings(), recorded.locations(), recorded.samples());
    }
}
