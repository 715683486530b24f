// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final List<String> WORDS = List.of("text", "json");

    @Test
    void a_word_is_one_of_those_there_are() {
        assertThat(of("format", "json").oneOf("format", WORDS)).contains("json");
    }

    @Test
    void a_word_that_is_not_given_or_empty_is_none() {
        assertThat(of("other", "json").oneOf("format", WORDS)).isEmpty();
        assertThat(of("format", "").oneOf("format", WORDS)).isEmpty();
    }

    @Test
    void another_word_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> of("format", "xml").oneOf("format", WORDS))
                .isInstanceOf(UsageException.class)
                .hasMessage("The parameter format must be one of text, json.");
    }

    @Test
    void an_empty_number_or_time_is_refused() {
        assertThatThrownBy(() -> of("to", "").time("to")).hasMessageContaining("must be a time");
        assertThatThrownBy(() -> of("n", "").number("n", 5, 1, 9)).hasMessageContaining("must be a whole number");
        assertThat(of("from", "").time("to")).isEmpty();
    }

    private static Parameters of(String name, String value) {
        return new Parameters(new MultivaluedHashMap<>(Map.of(name, value)));
    }
}
