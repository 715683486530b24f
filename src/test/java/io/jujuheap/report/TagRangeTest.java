// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagRangeTest {

    @ParameterizedTest
    @CsvSource({
        "1kb, 1024, true",
        "1kb, 1025, false",
        "1kb:, 1024, true",
        "1kb:, 1023, false",
        ":1kb, 1024, true",
        ":1kb, 1025, false",
        "1kb:1mb, 2048, true",
        "1kb:1mb, 1048577, false",
        "1kb:2, 2048, true",
        "-5b:5b, 0, true",
        "1024, 1024, false"
    })
    void contains_what_lies_between_its_ends(String text, long bytes, boolean expected) {
        TagRange range = requireNonNull(TagRange.parse(text));
        assertThat(range.contains(bytes, "bytes")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "1kb:2kb:3kb", "kb", ":", "1kb:1s", "12abc34", "1 kb"})
    void leaves_other_texts_to_regular_expressions(String text) {
        assertThat(TagRange.parse(text)).isNull();
    }

    @Test
    void refuses_numbers_that_are_too_large() {
        assertThatThrownBy(() -> TagRange.parse("99999999999999999999kb"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("too large");
    }
}
