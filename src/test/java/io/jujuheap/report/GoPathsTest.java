// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoPathsTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b.go, /a/b.go",
        "/a//b/./c/../d.go, /a/b/d.go",
        "./x/y, x/y",
        "../x, ../x",
        "a/../../b, ../b",
        "/../x, /x",
        "a/b/, a/b",
        "'', .",
        "/, /",
        "a/.., .",
        "/.hidden/x, /.hidden/x"
    })
    void cleans_as_go_does(String path, String expected) {
        assertThat(GoPaths.clean(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/usr/bin/jujud, jujud", "jujud, jujud", "/a/b//, b", "'', .", "//, /"})
    void takes_the_last_element_as_go_does(String path, String expected) {
        assertThat(GoPaths.base(path)).isEqualTo(expected);
    }
}
