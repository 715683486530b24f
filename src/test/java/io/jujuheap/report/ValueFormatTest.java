// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {

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
        assertThat(new ValueFormat(from, to, 1).format(value)).isEqualTo(expected);
    }

    @Test
    void multiplies_before_it_writes() {
        assertThat(new ValueFormat("bytes", "B", 0.5).format(7)).isEqualTo("3B");
        assertThat(new ValueFormat("bytes", "B", 0.5).format(-7)).isEqualTo("-3B");
    }

    @Test
    void chooses_the_unit_of_the_smallest_value_where_all_are_near() {
        ValueFormat format = new ValueFormat("bytes", "minimum", 1);
        assertThat(format.suiting(2 << 20, 90 << 20).outputUnit()).isEqualTo("MB");
        assertThat(format.suiting(2 << 10, 3 << 20).outputUnit()).isEqualTo("kB");
    }

    @Test
    void chooses_a_larger_unit_where_values_are_far_apart() {
        ValueFormat format = new ValueFormat("bytes", "minimum", 1);
        assertThat(format.suiting(100 << 10, 90 << 20).outputUnit()).isEqualTo("MB");
        assertThat(format.suiting(1, 90 << 20).outputUnit()).isEqualTo("B");
        assertThat(format.suiting(Long.MAX_VALUE / 10, Long.MAX_VALUE).outputUnit())
                .isEqualTo("PB");
    }

    @Test
    void a_count_keeps_its_unit_to_itself() {
        ValueFormat format = new ValueFormat("count", "minimum", 1).suiting(3, 1000);
        assertThat(format.format(1000)).isEqualTo("1000");
    }
}
