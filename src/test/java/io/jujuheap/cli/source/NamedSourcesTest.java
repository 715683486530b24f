// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSourcesTest {
    @ParameterizedTest
    @CsvSource({
        "juju:0, machine-0",
        "juju:0/lxd/1, machine-0-lxd-1",
        "juju:controller/2, controller-2",
        "juju:mysql-router/10, unit-mysql-router-10",
        "machine-3, machine-3",
        "unix:/var/lib/juju/agents/machine-4/introspection.socket, machine-4",
        "unix:@jujud-machine-5, machine-5",
        "http://10.0.8.3:16060/agents/machine-6, machine-6",
        "machine-7=http://10.0.8.3:6060, machine-7",
        "unit-a-0=unix:/tmp/a=b.socket, unit-a-0",
    })
    void each_has_the_tag_that_its_source_tells_or_that_it_is_given(String word, String tag) {
        assertThat(NamedSources.of(List.of(word)).get(0).tag()).hasToString(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.8.3:16060",
                "unix:/tmp/a.socket",
                "unix:@mine",
                "heap.pb.gz",
                "-",
                "machine-x=juju:0"
            })
    void what_tells_no_tag_or_is_not_an_agent_is_refused(String word) {
        assertThatThrownBy(() -> NamedSources.of(List.of(word))).isInstanceOf(UsageException.class);
    }

    @Test
    void two_of_one_tag_and_more_than_ten_are_refused() {
        assertThatThrownBy(() -> NamedSources.of(List.of("juju:0", "machine-0")))
                .hasMessage("juju:0 and machine-0 are both machine-0: name one of them, as in machine-1=machine-0");
        assertThatThrownBy(() -> NamedSources.of(Collections.nCopies(11, "juju:0")))
                .hasMessage("takes 10 agents at most, and there are 11");
    }
}
