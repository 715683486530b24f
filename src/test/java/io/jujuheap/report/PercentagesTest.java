// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentagesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 100, '    0%'",
        "5, 0, '    0%'",
        "1, 2, '50.00%'",
        "1, 200, '  0.5%'",
        "-1, 2, '50.00%'",
        "1, 100, ' 1.00%'",
        "9994, 10000, '99.94%'",
        "9995, 10000, '  100%'",
        "10005, 10000, '  100%'",
        "10006, 10000, '100.06%'",
        "999, 100000, '    1%'",
        "53, 1000000000, '5.3e-06%'",
        "20381, 10000, '203.81%'"
    })
    void writes_percentages_as_pprof_does(long value, long total, String expected) {
        assertThat(Percentages.format(value, total)).isEqualTo(expected);
    }
}
