// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An agent of this machine, named by its tag or by its socket, {@code unix:PATH} or {@code unix:@NAME}. */
final class LocalAgentSource implements Source {
    private final String name;
    private final Optional<AgentTag> tag;
    private final Finding finding;

    /** Finds the socket of the agent. */
    @FunctionalInterface
    private interface Finding {
        AgentAddress in(SourceContext context) throws FailureException;
    }

    private LocalAgentSource(String name, Optional<AgentTag> tag, Finding finding) {
        this.name = name;
        this.tag = tag;
        this.finding = finding;
    }

    static LocalAgentSource ofTag(AgentTag tag) {
        return new LocalAgentSource(tag.value(), Optional.of(tag), context -> addressOf(tag, context));
    }

    static LocalAgentSource ofSocket(String word) {
        try {
            AgentAddress address = AgentAddress.parse(word);
            return new LocalAgentSource(address.toString(), tagOf(address), context -> address);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads the tag from the name of a socket: the folder of a file, or the part after jujud- of an abstract name. */
    private static Optional<AgentTag> tagOf(AgentAddress address) {
        if (address instanceof AgentAddress.SocketFile file) {
            Path folder = file.path().toAbsolutePath().getParent();
            return folder == null || folder.getFileName() == null
                    ? Optional.empty()
                    : AgentTag.of(folder.getFileName().toString());
        }
        String name = ((AgentAddress.AbstractName) address).name();
        return name.startsWith("jujud-") ? AgentTag.of(name.substring("jujud-".length())) : Optional.empty();
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
        return context.query().findsLeakedGoroutines()
                ? new LeakSearch(name, address.toString(), context).ofAgent(asking -> fetch(address, asking))
                : fetch(address, context);
    }

    private static byte[] fetch(AgentAddress address, SourceContext context) throws FailureException {
        return ask(List.of(context.query()), address, context).required(context.query());
    }

    @Override
    public Optional<AgentTag> tag() {
        return tag;
    }

    @Override
    public AgentAnswers ask(List<AgentQuery> queries, SourceContext context) throws FailureException {
        return ask(queries, finding.in(context), context);
    }

    private static AgentAnswers ask(List<AgentQuery> queries, AgentAddress address, SourceContext context)
            throws FailureException {
        return context.console().progress().during("asking " + address + "…", () -> answers(queries, address, context));
    }

    /** Reads the configuration beside the agent's socket, or by its tag, because an abstract socket has no folder. */
    @Override
    public Optional<String> jujuVersion(SourceContext context) throws FailureException {
        Stream<Path> beside = finding.in(context) instanceof AgentAddress.SocketFile file
                ? Stream.ofNullable(file.path().toAbsolutePath().getParent())
                : Stream.empty();
        Stream<Path> ofTag = tag.stream().flatMap(known -> context.dataDirs().stream()
                .map(data -> data.resolve("agents").resolve(known.value())));
        return Stream.concat(beside, ofTag)
                .map(folder -> AgentConf.in(folder).version())
                .filter(version -> !version.isEmpty())
                .findFirst();
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

    private static AgentAnswers answers(List<AgentQuery> queries, AgentAddress address, SourceContext context) {
        AgentAnswers answers = AgentAnswers.NONE;
        try (AgentClient client = new AgentClient(address)) {
            for (AgentQuery query : queries) {
                answers = ask(query, client, answers, context);
            }
        }
        return answers;
    }

    private static AgentAnswers ask(AgentQuery query, AgentClient client, AgentAnswers before, SourceContext context) {
        try {
            AgentResponse response = client.get(query, limits(context));
            AgentAnswers answers = before.with(query, response.body());
            return query == AgentQuery.METRICS
                    ? answers.withStatus(response.peer().status())
                    : answers;
        } catch (AgentException e) {
            // Its sentence names the address.
            return before.without(query, String.valueOf(e.getMessage()));
        }
    }

    private static AgentLimits limits(SourceContext context) {
        return new AgentLimits(AgentLimits.DEFAULT.connect(), context.timeout(), context.maxBytes());
    }
}
