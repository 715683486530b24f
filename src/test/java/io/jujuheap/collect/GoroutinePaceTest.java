// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoroutinePaceTest {
    private final GoroutinePace pace = new GoroutinePace();

    @BeforeEach
    void profile_the_first() {
        assertThat(pace.isDue(OptionalLong.of(1000))).as("the first round").isTrue();
        pace.profiled(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1100, false", "1000, 1101, true", "1000, 900, false", "1000, 899, true",
        "300, 350, false", "300, 351, true", "0, 50, false", "0, 51, true",
    })
    void a_move_is_more_than_a_tenth_and_more_than_fifty(long before, long now, boolean isDue) {
        pace.profiled(before);
        assertThat(pace.isDue(OptionalLong.of(now))).isEqualTo(isDue);
    }

    @Test
    void every_tenth_round_is_one_whatever_the_number() {
        for (int round = 1; round < 10; round++) {
            assertThat(pace.isDue(round % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(1000)))
                    .as("round %d", round)
                    .isFalse();
        }
        assertThat(pace.isDue(OptionalLong.empty())).isTrue();
        assertThat(pace.isDue(OptionalLong.empty())).as("until it is taken").isTrue();
        pace.profiled(1000);
        assertThat(pace.isDue(OptionalLong.empty())).isFalse();
    }
}
