// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForcedCollectionsTest {
    private long now = Long.MAX_VALUE - 5; // a clock may overflow
    private final ForcedCollections collections = new ForcedCollections(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void are_allowed_once_in_half_a_minute() throws AgentException {
        assertThat(collections.<String>allow(() -> "first")).isEqualTo("first");
        pass(Duration.ofSeconds(20));
        TooSoonException tooSoon =
                catchThrowableOfType(TooSoonException.class, () -> collections.allow(() -> "second"));
        assertThat(tooSoon.untilAllowed()).isEqualTo(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));
        assertThat(collections.<String>allow(() -> "third")).isEqualTo("third");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void count_unless_the_agent_refuses(Reason reason) {
        assertThatThrownBy(() -> collections.allow(() -> {
                    throw new AgentException(reason, "It failed.");
                }))
                .isInstanceOf(AgentException.class);
        Class<?> next = reason == Reason.BAD_STATUS ? AgentException.class : TooSoonException.class;
        assertThatThrownBy(() -> collections.allow(() -> {
                    throw new AgentException(reason, "It failed.");
                }))
                .isInstanceOf(next);
    }
}
