// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.cli.line.FailureException;
import java.util.stream.Collectors;

/** An agent of this machine, by its tag. */
record LocalAgentSource(AgentTag tag) implements Source {
    @Override
    public String name() {
        return tag.value();
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        AgentSurvey survey = new AgentFinder(context.dataDir()).find();
        FoundAgent agent = survey.agent(tag).orElseThrow(() -> new FailureException(unknown(survey, context)));
        if (!agent.isReachable()) {
            throw new FailureException(tag.value() + ": " + agent.note());
        }
        return Agents.heap(agent.address(), context);
    }

    private String unknown(AgentSurvey survey, SourceContext context) {
        if (survey.agents().isEmpty()) {
            return "there is no agent " + tag.value() + " on this machine: " + survey.problem();
        }
        return "there is no agent " + tag.value() + " under " + context.dataDir() + ", only "
                + survey.agents().stream().map(found -> found.tag().value()).collect(Collectors.joining(", "));
    }
}
