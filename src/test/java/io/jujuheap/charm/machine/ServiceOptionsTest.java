// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceOptionsTest {
    /** An older Java passes over what it does not know; a word that no Java knows would be passed over as well. */
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
