// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Backoff steady = new Backoff(MINUTE, () -> 0.5);

    @Test
    void asks_at_each_interval_while_all_is_well() {
        assertThat(steady.delay(0)).isEqualTo(MINUTE);
    }

    @Test
    void asks_ever_more_rarely_while_it_fails_up_to_ten_minutes() {
        assertThat(IntStream.of(1, 2, 3, 4, 5, 50, 1_000_000).mapToObj(steady::delay))
                .containsExactly(
                        MINUTE,
                        MINUTE.multipliedBy(2),
                        MINUTE.multipliedBy(4),
                        MINUTE.multipliedBy(8),
                        MINUTE.multipliedBy(10),
                        MINUTE.multipliedBy(10),
                        MINUTE.multipliedBy(10));
    }

    @Test
    void spreads_by_a_tenth_either_way() {
        assertThat(new Backoff(MINUTE, () -> 0).delay(1)).isEqualTo(Duration.ofSeconds(54));
        assertThat(new Backoff(MINUTE, () -> 1).delay(1)).isEqualTo(Duration.ofSeconds(66));
    }

    @Test
    void an_interval_longer_than_the_longest_wait_stays() {
        assertThat(new Backoff(Duration.ofHours(1), () -> 0.5).delay(9)).isEqualTo(Duration.ofHours(1));
    }
}
