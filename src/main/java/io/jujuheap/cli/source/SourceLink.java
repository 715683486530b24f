// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.Peer;
import io.jujuheap.collect.AgentLink;
import io.jujuheap.io.FailureException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The collector's connection to a source of a command line. Announced requests are sent together, so that a round
 * through {@code juju ssh} is one connection.
 */
final class SourceLink implements AgentLink {
    private static final Pattern PID = Pattern.compile("(?m)^Pid:\\s+(\\d{1,18})$");

    private final Source source;
    private final SourceContext context;
    private List<AgentQuery> announced = List.of();
    private List<AgentQuery> unread = List.of();
    private AgentAnswers answers = AgentAnswers.NONE;
    private @Nullable FailureException failure;
    private String status = "";

    SourceLink(Source source, SourceContext context) {
        this.source = source;
        this.context = context;
    }

    @Override
    public void expect(List<AgentQuery> next) {
        announced = List.copyOf(next);
        unread = List.of();
    }

    @Override
    public AgentResponse ask(AgentQuery query) throws AgentException {
        if (!unread.contains(query)) {
            askFor(announced.contains(query) ? announced : List.of(query));
            announced = List.of();
        }
        unread = unread.stream().filter(other -> other != query).toList();
        return response(query);
    }

    private void askFor(List<AgentQuery> queries) {
        unread = queries;
        failure = null;
        try {
            answers = source.ask(queries, context);
            status = queries.contains(AgentQuery.METRICS) ? answers.status() : status;
        } catch (FailureException e) {
            failure = e; // none of them is answered, for this reason
        }
    }

    private AgentResponse response(AgentQuery query) throws AgentException {
        if (failure != null) {
            throw new AgentException(Reason.REFUSED, sentence(String.valueOf(failure.getMessage())), failure);
        }
        Optional<byte[]> answer = answers.answer(query);
        if (answer.isEmpty()) {
            throw new AgentException(Reason.BAD_STATUS, sentence(answers.problem(query)));
        }
        Matcher pid = PID.matcher(status);
        return new AgentResponse(answer.get(), new Peer(pid.find() ? Long.parseLong(pid.group(1)) : 0, 0, 0));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public String status(AgentResponse answer) {
        return status;
    }

    @Override
    public boolean isOfThisMachine() {
        return source instanceof LocalAgentSource;
    }
}
