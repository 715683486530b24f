// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.report.ValueFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0, bytes, auto, 0",
        "1023, bytes, auto, 1023B",
        "1024, bytes, auto, 1kB",
        "1536, bytes, auto, 1.50kB",
        "-1536, bytes, auto, -1.50kB",
        "2179723984896, bytes, auto, 1.98TB",
        "9223372036854775807, bytes, auto, 8192PB",
        "1048576, bytes, kilobytes, 1024kB",
        "1, bytes, MB, 0",
        "-1, bytes, MB, 0",
        "5, bytes, apples, 5B",
        "1500000000, nanoseconds, auto, 1.50s",
        "90, minutes, minutes, 90minutes",
        "5400000000000, nanoseconds, auto, 1.50hrs",
        "7, count, minimum, 7",
        "7, count, count, 7",
        "7, widgets, widgets, 7widgets"
    })
    void writes_values_as_pprof_does(long value, String from, String to, String expected) {
        assertThat(new ValueWriter(new ValueFormat(from, to, 1)).write(value)).isEqualTo(expected);
    }

    @Test
    void multiplies_before_it_writes() {
        ValueWriter half = new ValueWriter(new ValueFormat("bytes", "B", 0.5));
        assertThat(half.write(7)).isEqualTo("3B");
        assertThat(half.write(-7)).isEqualTo("-3B");
    }

    @Test
    void a_sign_is_written_before_more_and_before_less_but_not_before_nothing() {
        assertThat(Quantities.change(19_084_083)).isEqualTo("+18.20MB");
        assertThat(Quantities.change(-2048)).isEqualTo("-2kB");
        assertThat(Quantities.change(0)).isEqualTo("0");
    }

    @Test
    void counts_are_short() {
        assertThat(Quantities.count(9_999)).isEqualTo("9999");
        assertThat(Quantities.count(40_790)).isEqualTo("40.8k");
        assertThat(Quantities.count(5_112_000)).isEqualTo("5.1M");
    }

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
        assertThat(Decimals.percentage(value, total)).isEqualTo(expected);
    }
}
