// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.cli.watch.WallClock.Gap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A laptop that sleeps, and clocks that are set. */
class WallClockTest {
    private static final Instant EVENING = Instant.parse("2026-11-30T22:00:00Z");

    private Instant timeOfDay = EVENING;
    private long nanos;
    private final WallClock clock = new WallClock(() -> timeOfDay, () -> nanos);

    private void pass(Duration awake, Duration asleep) {
        timeOfDay = timeOfDay.plus(awake).plus(asleep);
        nanos += awake.toNanos();
    }

    @Test
    void a_night_asleep_is_noticed_once() {
        pass(Duration.ofSeconds(1), Duration.ZERO);
        assertThat(clock.slept()).isEmpty();
        pass(Duration.ofSeconds(1), Duration.ofHours(8));
        assertThat(clock.slept())
                .contains(new Gap(EVENING.plusSeconds(1), EVENING.plusSeconds(2).plus(Duration.ofHours(8))));
        pass(Duration.ofSeconds(1), Duration.ZERO);
        assertThat(clock.slept()).isEmpty();
    }

    @Test
    void a_busy_machine_and_a_clock_that_is_corrected_are_no_sleep() {
        pass(Duration.ofMinutes(5), Duration.ZERO);
        assertThat(clock.slept()).isEmpty();
        pass(Duration.ofSeconds(1), Duration.ofSeconds(-3600));
        assertThat(clock.slept()).isEmpty();
        pass(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(clock.slept()).isEmpty();
    }
}
