// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jujuheap.agent.AgentTag.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTagTest {
    @ParameterizedTest
    @CsvSource({
        "machine-0, MACHINE",
        "machine-10, MACHINE",
        "machine-0-lxd-1, MACHINE",
        "machine-0-lxd-1-kvm-2, MACHINE",
        "controller-0, CONTROLLER",
        "application-mysql, APPLICATION",
        "application-mysql-k8s, APPLICATION",
        "application-machine-learning, APPLICATION",
        "unit-mysql-0, UNIT",
        "unit-mysql-k8s-12, UNIT",
        "unit-a1-b2c-3, UNIT",
    })
    void knows_the_kind_of(String text, Kind kind) {
        assertThat(AgentTag.of(text)).contains(new AgentTag(text));
        assertThat(new AgentTag(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "machine",
                "machine-",
                "machine-00",
                "machine-01",
                "machine--1",
                "machine-0-lxd",
                "machine-99999999999",
                "controller-4e6b5e1c-2f4c-4d3e-8a86-0f9a7b1f1f0a",
                "application-",
                "application-0",
                "application-mysql-0",
                "application-Mysql",
                "unit-mysql",
                "unit-0",
                "unit-mysql/0",
                "unit-mysql-0 ",
                "unit-mysql-0\n",
                "model-0",
                "../machine-0",
                "machine-0/..",
                "machine-\u0661",
            })
    void is_not(String text) {
        assertThat(AgentTag.of(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentTag(text))
                .withMessageContaining("is not an agent tag: give machine-0")
                .withMessageMatching("[ -~]*");
    }

    @Test
    void is_not_longer_than_a_file_name() {
        assertThat(AgentTag.of("unit-" + "a".repeat(248) + "-0")).isPresent();
        assertThat(AgentTag.of("unit-" + "a".repeat(249) + "-0")).isEmpty();
        assertThat(AgentTag.of("unit-" + "a-".repeat(100_000))).isEmpty();
    }

    @Test
    void is_ordered_by_kind_then_as_a_person_counts() {
        assertThat(Stream.of(
                                "unit-b-0",
                                "unit-a-10",
                                "unit-a-9",
                                "application-a",
                                "controller-0",
                                "machine-10",
                                "machine-2",
                                "machine-2-lxd-0")
                        .map(AgentTag::new)
                        .sorted()
                        .map(AgentTag::toString))
                .containsExactly(
                        "machine-2",
                        "machine-10",
                        "machine-2-lxd-0",
                        "controller-0",
                        "application-a",
                        "unit-a-9",
                        "unit-a-10",
                        "unit-b-0");
    }

    @Test
    void of_a_unit_is_made_from_the_name_that_people_use() {
        assertThat(AgentTag.ofUnitName("mysql-k8s/0")).contains(new AgentTag("unit-mysql-k8s-0"));
        assertThat(AgentTag.ofUnitName("mysql")).isEmpty();
    }
}
