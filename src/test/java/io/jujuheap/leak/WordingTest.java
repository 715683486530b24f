// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({"0.001, a minute", "0.02, a minute", "0.04, 2 minutes", "0.5, 30 minutes", "0.999, 1.0 hours"})
    void a_time_is_told_in_the_unit_that_fits(double hours, String words) {
        assertThat(Wording.hours(hours)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"7.25, 7.3 hours", "47.9, 47.9 hours", "48, 2 days", "240, 10 days"})
    void long_times_are_told_in_hours_and_days(double hours, String words) {
        assertThat(Wording.hours(hours)).isEqualTo(words);
    }
}
