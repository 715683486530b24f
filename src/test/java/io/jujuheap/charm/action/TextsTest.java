// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {
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
