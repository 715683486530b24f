// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.io.FailureException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers of an agent to several requests at one moment. The bytes must not be changed. */
public final class AgentAnswers {
    static final AgentAnswers NONE =
            new AgentAnswers(new EnumMap<>(AgentQuery.class), new EnumMap<>(AgentQuery.class), "");

    private final Map<AgentQuery, byte[]> answers;
    private final Map<AgentQuery, String> problems;
    private final String status;

    private AgentAnswers(Map<AgentQuery, byte[]> answers, Map<AgentQuery, String> problems, String status) {
        this.answers = answers;
        this.problems = problems;
        this.status = status;
    }

    /** Returns an object without answers, for one reason. */
    public static AgentAnswers failed(List<AgentQuery> queries, String problem) {
        AgentAnswers none = NONE;
        for (AgentQuery query : queries) {
            none = none.without(query, problem);
        }
        return none;
    }

    AgentAnswers with(AgentQuery query, byte[] answer) {
        Map<AgentQuery, byte[]> more = new EnumMap<>(answers);
        more.put(query, answer);
        return new AgentAnswers(more, problems, status);
    }

    /** Returns the same with the reason why a request has no answer, a sentence that names the source. */
    AgentAnswers without(AgentQuery query, String problem) {
        Map<AgentQuery, String> more = new EnumMap<>(problems);
        more.put(query, problem);
        return new AgentAnswers(answers, more, status);
    }

    AgentAnswers withStatus(String text) {
        return new AgentAnswers(answers, problems, text);
    }

    /** Returns the answer to a request; empty when there is none, see {@link #problem}. */
    public Optional<byte[]> answer(AgentQuery query) {
        return Optional.ofNullable(answers.get(query));
    }

    /** Returns the answer to a request; fails with {@link #problem} when there is none. */
    public byte[] required(AgentQuery query) throws FailureException {
        return answer(query).orElseThrow(() -> new FailureException(problem(query)));
    }

    /** Returns why a request has no answer. */
    public String problem(AgentQuery query) {
        return problems.getOrDefault(query, query.target() + " was not asked for");
    }

    /** Returns the text of {@code /proc/PID/status} of the process, empty when it is not available. */
    public String status() {
        return status;
    }
}
