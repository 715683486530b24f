// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceOptionsTest {
    /** An older Java ignores options that it does not know, and so it would ignore a misspelt one. */
    @Test
    void this_java_knows_every_option() throws Exception {
        Outcome outcome = ChildProcess.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("src", "main", "jvm", "service.options"),
                "-XX:-IgnoreUnrecognizedVMOptions",
                "-version"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
    }
}
