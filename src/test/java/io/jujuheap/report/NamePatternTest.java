// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {

    @Test
    void matches_anywhere_in_the_name() {
        assertThat(NamePattern.of("focus", "state").matches("github.com/juju/juju/state.(*Cache).add"))
                .isTrue();
        assertThat(NamePattern.of("focus", "^state").matches("github.com/juju/juju/state.(*Cache).add"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a**", "[z-a]", "(?=x)", "\\1", "a{2,1}"})
    void refuses_what_is_no_re2_expression_in_one_sentence(String regex) {
        assertThatThrownBy(() -> NamePattern.of("focus", regex))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "\"" + regex + "\", given for focus, is not a regular expression in RE2 syntax: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(x{60}){900,}", "(((x{1,99}){1,99}){1,99}){1,99}"})
    void refuses_what_would_compile_to_something_huge(String regex) {
        assertThatThrownBy(() -> NamePattern.of("focus", regex))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void refuses_what_is_long_or_deeply_nested() {
        assertThatThrownBy(() -> NamePattern.of("show", "a".repeat(4001))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> NamePattern.of("show", "(".repeat(300) + ")".repeat(300)))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void takes_no_longer_for_an_expression_that_blows_up_elsewhere() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(
                        NamePattern.of("focus", "(a+)+$").matches("a".repeat(5000) + "b"))
                .isFalse());
    }
}
