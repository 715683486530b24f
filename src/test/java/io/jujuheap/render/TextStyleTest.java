// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextStyleTest {
    private static final TextStyle NARROW = TextStyle.ofTerminal(30, false);
    private static final String NAME = "github.com/juju/juju/state.(*Pool).open";

    @Test
    void a_name_is_shortened_before_its_end_which_says_which_function_it_is() {
        assertThat(NARROW.name(NAME, 0)).hasSize(30).isEqualTo("github.co…u/state.(*Pool).open");
        assertThat(NARROW.name(NAME, 25)).as("the shortest that says something").hasSize(16);
        assertThat(TextStyle.PLAIN.name(NAME, 25)).isEqualTo(NAME);
    }

    @Test
    void what_would_command_a_terminal_is_replaced() {
        assertThat(NARROW.name("a\u001b[31m\u202eb\n", 0)).isEqualTo("a\ufffd[31m\ufffdb\ufffd");
    }

    @Test
    void colours_do_not_count_as_width() {
        TextStyle coloured = TextStyle.ofTerminal(40, true);
        StringBuilder line = new StringBuilder("above\n" + coloured.bad("12345"));
        coloured.appendName(line, NAME, " (inline)");
        assertThat(TextStyle.visibleLength(line.substring(line.indexOf("\n") + 1)))
                .isEqualTo(40);
    }

    @Test
    void sentences_break_between_words() {
        assertThat(NARROW.paragraph("One sentence that is longer than a line.").lines())
                .containsExactly("One sentence that is longer", "than a line.");
        assertThat(TextStyle.PLAIN.paragraph("a b")).isEqualTo("a b");
    }
}
