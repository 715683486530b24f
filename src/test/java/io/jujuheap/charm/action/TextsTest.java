// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void bytes_are_written_as_pprof_does() {
        assertThat(Texts.bytes(642_161_869)).isEqualTo("612.41MB");
        assertThat(Texts.change(19_084_083)).isEqualTo("+18.20MB");
        assertThat(Texts.change(-2048)).isEqualTo("-2kB");
    }

    @Test
    void counts_are_short() {
        assertThat(Texts.count(9_999)).isEqualTo("9999");
        assertThat(Texts.count(40_790)).isEqualTo("40.8k");
        assertThat(Texts.count(5_112_000)).isEqualTo("5.1M");
    }

    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        assertThat(Texts.table(List.of(List.of("A", "B"), List.of("long", "x"), List.of("s", "y"))))
                .isEqualTo("A     B\nlong  x\ns     y");
    }

    /** A result is one argument of a program: Linux takes 128 KiB, of up to 3 bytes for each of these characters. */
    @Property(tries = 200)
    void no_table_is_longer_than_a_result_may_be(@ForAll("tables") String table) {
        String bounded = Texts.bounded(table);
        assertThat(bounded.length()).isLessThan(25_000);
        assertThat(bounded.lines()).allMatch(line -> line.length() <= 201);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> tables() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars('x')
                .ofMaxLength(2_000)
                .list()
                .ofMaxSize(300)
                .map(lines -> String.join("\n", lines));
    }

    @Test
    void what_is_cut_is_counted() {
        String bounded = Texts.bounded("x".repeat(150).concat("\n").repeat(1000));
        assertThat(bounded.lines().reduce((a, b) -> b))
                .hasValueSatisfying(last -> assertThat(last).matches("… [0-9]+ more lines"));
    }
}
