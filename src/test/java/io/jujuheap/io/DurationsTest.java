// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.9S, 0s",
        "PT7S, 7s",
        "PT5M10S, 5m10s",
        "PT59M59.9S, 59m59s",
        "PT3600S, 1h0m",
        "PT76H, 3d4h",
        "-PT76H59M, 3d4h"
    })
    void are_written_in_their_two_largest_units(Duration span, String text) {
        assertThat(Durations.text(span)).isEqualTo(text);
    }
}
