// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import io.jujuheap.leak.AgentGrowth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    /** Resident 100 MB, 41 goroutines, a live heap that grows by exactly 12 MB an hour. */
    private static final AgentRow ROW = row(OptionalLong.of(100 << 20), OptionalLong.of(41));

    private static AgentRow row(OptionalLong resident, OptionalLong goroutines) {
        List<AgentGrowth.State> states = IntStream.range(0, 12)
                .mapToObj(i -> new AgentGrowth.State(Instant.EPOCH.plusSeconds(300L * i), (50L + i) << 20))
                .toList();
        return new AgentRow(
                "machine-0",
                true,
                Optional.empty(),
                resident,
                OptionalLong.of(61 << 20),
                goroutines,
                Optional.of(AgentGrowth.of("machine-0", states)),
                "",
                List.of(),
                Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "resident>99MB, true", "resident>100MB, false", "goroutines>40, true", "goroutines>41, false",
        "growth>11MB/h, true", "growth>11MB, true", "growth>13MB/h, false", "restart, false"
    })
    void holds_above_its_threshold(String text, boolean holds) {
        assertThat(Condition.parse(text).holds(ROW, false)).isEqualTo(holds);
    }

    @Test
    void a_restart_is_one() {
        assertThat(Condition.parse("restart").holds(ROW, true)).isTrue();
    }

    @Test
    void what_is_not_known_is_above_nothing() {
        AgentRow unknown = row(OptionalLong.empty(), OptionalLong.empty());
        assertThat(Condition.parse("resident>1kb").holds(unknown, false)).isFalse();
        assertThat(Condition.parse("goroutines>0").holds(unknown, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resident",
                "resident>",
                "resident>much",
                "heap>2GB",
                "goroutines>2GB",
                "growth<1MB",
                "restarts"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Condition.parse(text)).isInstanceOf(UsageException.class);
    }
}
