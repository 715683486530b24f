// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueFormatTest {

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
        assertThat(new ValueFormat("count", "minimum", 1).suiting(3, 1000).outputUnit())
                .isEqualTo("count");
    }
}
