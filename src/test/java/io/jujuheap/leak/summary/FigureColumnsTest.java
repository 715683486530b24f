// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureColumnsTest {
    private static final Figures ONE = new Figures(1, 2, 3, 4, 5, 6);

    @Test
    void adds_up_what_belongs_to_one_number() {
        FigureColumns columns = new FigureColumns(3);
        columns.add(1, ONE);
        columns.add(1, ONE);
        columns.add(2, new Figures(Long.MAX_VALUE, 0, 0, 0, 0, 0));

        assertThat(columns.get(0)).isEqualTo(Figures.NONE);
        assertThat(columns.get(1)).isEqualTo(ONE.plus(ONE));
        assertThat(columns.sum()).isEqualTo(new Figures(Long.MAX_VALUE, 4, 6, 8, 10, 12));
    }

    @Test
    void the_largest_are_those_in_use_then_those_allocated_then_as_ordered() {
        long[][] inuseAndAlloc = {{5, 9}, {7, 7}, {5, 9}, {9, 9}, {5, 10}, {0, 99}};
        FigureColumns columns = new FigureColumns(inuseAndAlloc.length);
        IntStream.range(0, inuseAndAlloc.length)
                .forEach(i -> columns.add(i, new Figures(inuseAndAlloc[i][0], 0, inuseAndAlloc[i][1], 0, 0, 0)));

        assertThat(columns.largest(9, number -> true, Comparator.naturalOrder()))
                .containsExactly(3, 1, 4, 0, 2, 5);
        assertThat(columns.largest(5, number -> number != 3, Comparator.reverseOrder()))
                .containsExactly(1, 4, 2, 0, 5);
        assertThat(columns.largest(3, number -> number != 3, Comparator.reverseOrder()))
                .containsExactly(1, 4, 2);
    }
}
