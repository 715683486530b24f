// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** An agent of this machine, named by its tag or by its socket, {@code unix:PATH} or {@code unix:@NAME}. */
final class LocalAgentSource implements Source {
    private final String name;
    private final Finding finding;

    /** Finds the socket of the agent. */
    @FunctionalInterface
    private interface Finding {
        AgentAddress in(SourceContext context) throws FailureException;
    }

    private LocalAgentSource(String name, Finding finding) {
        this.name = name;
        this.finding = finding;
    }

    static LocalAgentSource ofTag(AgentTag tag) {
        return new LocalAgentSource(tag.value(), context -> addressOf(tag, context));
    }

    static LocalAgentSource ofSocket(String word) {
        try {
            AgentAddress address = AgentAddress.parse(word);
            return new LocalAgentSource(address.toString(), context -> address);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAgent() {
        return true;
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        AgentAddress address = finding.in(context);
        return context.console().progress().during("asking " + address + "…", () -> ask(address, context));
    }

    @Override
    public MemoryAnswers fetchMemory(SourceContext context) throws FailureException {
        AgentAddress address = finding.in(context);
        return context.console().progress().during("asking " + address + "…", () -> askMemory(address, context));
    }

    private static AgentAddress addressOf(AgentTag tag, SourceContext context) throws FailureException {
        AgentSurvey survey = new AgentFinder(context.dataDirs()).find();
        FoundAgent agent = survey.agent(tag).orElseThrow(() -> new FailureException(unknown(tag, survey, context)));
        if (!agent.isReachable()) {
            throw new FailureException(tag.value() + ": " + agent.note());
        }
        return agent.address();
    }

    private static String unknown(AgentTag tag, AgentSurvey survey, SourceContext context) {
        if (survey.agents().isEmpty()) {
            return "there is no agent " + tag.value() + " on this machine: " + survey.problem();
        }
        return "there is no agent " + tag.value() + " under "
                + context.dataDirs().stream().map(Path::toString).collect(Collectors.joining(" and ")) + ", only "
                + survey.agents().stream().map(found -> found.tag().value()).collect(Collectors.joining(", "));
    }

    private static byte[] ask(AgentAddress address, SourceContext context) throws FailureException {
        try (AgentClient client = new AgentClient(address)) {
            return client.get(context.query(), limits(context)).body();
        } catch (AgentException e) {
            // Its sentence names the address.
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MemoryAnswers askMemory(AgentAddress address, SourceContext context) throws FailureException {
        try (AgentClient client = new AgentClient(address)) {
            byte[] heap = client.get(context.query(), limits(context)).body();
            AgentResponse metrics = client.get(AgentQuery.METRICS, limits(context));
            return MemoryAnswers.ofAgent(heap, metrics.body(), metrics.peer().status());
        } catch (AgentException e) {
            // Its sentence names the address.
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static AgentLimits limits(SourceContext context) {
        return new AgentLimits(AgentLimits.DEFAULT.connect(), context.timeout(), context.timeout(), context.maxBytes());
    }
}
