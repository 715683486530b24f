// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "JUJU_CHARM_DIR", "/var/lib/juju/agents/unit-heap-watch-12/charm",
            "JUJU_UNIT_NAME", "heap-watch/12",
            "JUJU_MODEL_NAME", "prod",
            "JUJU_MODEL_UUID", "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40"));

    @Test
    void a_hook_is_named_by_its_path() {
        environment.put("JUJU_DISPATCH_PATH", "hooks/config-changed");
        Dispatch dispatch = Dispatch.from(environment);
        assertThat(dispatch.kind()).isEqualTo(Dispatch.Kind.HOOK);
        assertThat(dispatch.name()).isEqualTo("config-changed");
        assertThat(dispatch.brokenRelation()).isEmpty();
    }

    @Test
    void an_action_is_named_by_its_path() {
        environment.put("JUJU_DISPATCH_PATH", "actions/heap-profile");
        Dispatch dispatch = Dispatch.from(environment);
        assertThat(dispatch.kind()).isEqualTo(Dispatch.Kind.ACTION);
        assertThat(dispatch.name()).isEqualTo("heap-profile");
    }

    @Test
    void only_a_broken_relation_is_going_away() {
        environment.put("JUJU_RELATION_ID", "cos-agent:4");
        environment.put("JUJU_DISPATCH_PATH", "hooks/cos-agent-relation-changed");
        assertThat(Dispatch.from(environment).brokenRelation()).isEmpty();
        environment.put("JUJU_DISPATCH_PATH", "hooks/cos-agent-relation-broken");
        assertThat(Dispatch.from(environment).brokenRelation()).contains("cos-agent:4");
    }

    @Test
    void a_subordinate_has_a_principal() {
        environment.put("JUJU_DISPATCH_PATH", "hooks/start");
        assertThat(Dispatch.from(environment).principal()).isEmpty();
        environment.put("JUJU_PRINCIPAL_UNIT", "ubuntu/0");
        assertThat(Dispatch.from(environment).principal()).contains("ubuntu/0");
    }

    @Test
    void the_application_may_have_another_name_than_the_charm() {
        environment.put("JUJU_DISPATCH_PATH", "hooks/start");
        JujuUnit unit = Dispatch.from(environment).unit();
        assertThat(unit.application()).isEqualTo("heap-watch");
        assertThat(unit.tag()).isEqualTo("unit-heap-watch-12");
        assertThat(unit.identifier()).isEqualTo("prod_0c6f1a2b_heap-watch");
    }

    @Test
    void whoever_is_not_juju_is_told_so() {
        assertThatThrownBy(() -> Dispatch.from(environment))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "JUJU_DISPATCH_PATH is not set: only Juju runs this command, through the charm's dispatch.");
        environment.put("JUJU_DISPATCH_PATH", "storage/data");
        assertThatThrownBy(() -> Dispatch.from(environment)).isInstanceOf(UsageException.class);
    }
}
