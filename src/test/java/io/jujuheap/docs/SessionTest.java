// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
    @Test
    void commands_follow_a_dollar_and_may_go_on() {
        Block block = new Block("console", 0, List.of("$ a \\", "    b", "x", "$ c", "y", "z"));
        assertThat(Session.in(block))
                .containsExactly(new Session("a \\\n    b", List.of("x")), new Session("c", List.of("y", "z")));
    }

    @Test
    void three_dots_stand_for_any_lines() {
        Session session = new Session("a", List.of("x", "…", "z"));
        assertThat(session.isAnsweredBy(List.of("x", "y", "z"), false)).isTrue();
        assertThat(session.isAnsweredBy(List.of("x", "z"), false)).isTrue();
        assertThat(session.isAnsweredBy(List.of("x", "y"), false)).isFalse();
        assertThat(session.isAnsweredBy(List.of("y", "z"), false)).isFalse();
    }

    @Test
    void figures_count_unless_the_block_is_live() {
        Session session = new Session("a", List.of("   1.5MB  3% of main.f"));
        assertThat(session.isAnsweredBy(List.of(" 812.50kB 13% of main.f"), true))
                .isTrue();
        assertThat(session.isAnsweredBy(List.of(" 812.50kB 13% of main.f"), false))
                .isFalse();
        assertThat(session.isAnsweredBy(List.of(" 812.50kB 13% of main.g"), true))
                .isFalse();
    }
}
