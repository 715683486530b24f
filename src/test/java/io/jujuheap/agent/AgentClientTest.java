// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import org.junit.jupiter.api.Test;

/** A well-behaved agent, asked. */
class AgentClientTest {
    @Test
    void brings_what_the_agent_answers() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("heap"));
                AgentClient client = new AgentClient(agent.address())) {
            AgentResponse answer = client.get(AgentQuery.HEAP);
            assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo("heap");
            assertThat(agent.requests()).containsExactly("GET /debug/pprof/heap?debug=0 HTTP/1.1");
        }
    }
}
