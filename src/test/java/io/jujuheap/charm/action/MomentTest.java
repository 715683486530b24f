// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.FailureException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void a_span_is_how_long_before() throws FailureException {
        assertThat(Moment.time("90m", NOON)).isEqualTo("2026-11-22T10:30:00Z");
        assertThat(Moment.time("2w", NOON)).isEqualTo("2026-11-08T12:00:00Z");
    }

    @Test
    void a_time_is_itself_in_any_zone() throws FailureException {
        assertThat(Moment.time("2026-11-22T10:02:11Z", NOON)).isEqualTo("2026-11-22T10:02:11Z");
        assertThat(Moment.time("2026-11-22T12:02:11+02:00", NOON)).isEqualTo("2026-11-22T10:02:11Z");
    }

    @Test
    void anything_else_is_refused_with_what_to_write() {
        assertThatThrownBy(() -> Moment.time("yesterday", NOON))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("neither a duration (24h), a time (2026-11-22T16:02:11Z) nor a snapshot's id");
        assertThatThrownBy(() -> Moment.time("-1h", NOON)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> Moment.time("1h30m", NOON)).isInstanceOf(FailureException.class);
    }
}
