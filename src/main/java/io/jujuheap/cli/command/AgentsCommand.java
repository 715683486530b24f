// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.AgentsView;
import io.jujuheap.render.Columns;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.render.TextStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code agents}: the agents of this machine, and whether they are reachable. */
public final class AgentsCommand implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "agents",
                "",
                "the agents on this machine, and whether each can be asked",
                "Lists the Juju agents of this machine with their sockets. Agents that live in one process share one heap;"
                        + " one of them is asked for all.",
                List.of(ReportOutput.FORMAT, ReportOutput.OUTPUT, SourceArguments.DATA_DIR),
                List.of(
                        new Example("sudo juju-heap agents", "on a Juju machine; the sockets belong to root"),
                        new Example("juju-heap agents --data-dir /mnt/var/lib/juju", "with another data directory")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        arguments.operands(0, 0, "no operands");
        ReportOutput output = ReportOutput.of(arguments);
        AgentSurvey survey = new AgentFinder(SourceArguments.dataDirs(arguments, SourceArguments.DATA_DIR)).find();
        if (survey.agents().isEmpty()) {
            throw new FailureException(survey.problem());
        }
        output.write(new PrintableReport(renderer -> table(survey, renderer.style()), () -> view(survey)), console);
        if (!survey.problem().isEmpty()) {
            console.err().println("juju-heap agents: " + survey.problem());
        }
        return OK;
    }

    /** A table with a row for each agent, and below it a sentence for each agent with a problem. */
    private static String table(AgentSurvey survey, TextStyle style) {
        Columns table = new Columns(style, "llll", "AGENT", "STATE", "JUJU", "SOCKET");
        StringBuilder notes = new StringBuilder();
        for (FoundAgent agent : survey.agents()) {
            String version = agent.conf().version();
            table.row(
                    agent.tag().value(),
                    agent.isReachable() ? state(agent) : style.bad(state(agent)),
                    version.isEmpty() ? "-" : version,
                    agent.address().toString());
            if (!agent.note().isEmpty()) {
                notes.append(agent.tag().value())
                        .append(": ")
                        .append(agent.note())
                        .append('\n');
            }
        }
        return notes.isEmpty() ? table.text() : table.text() + "\n" + notes;
    }

    private static String state(FoundAgent agent) {
        if (!agent.isReachable()) {
            return "not answering";
        }
        return agent.isChosen()
                ? "answers"
                : "same process as " + agent.askedThrough().value();
    }

    private static AgentsView view(AgentSurvey survey) {
        return new AgentsView(
                survey.agents().stream().map(agent -> view(agent, survey)).toList());
    }

    private static AgentsView.Agent view(FoundAgent agent, AgentSurvey survey) {
        AgentConf conf = agent.conf();
        return new AgentsView.Agent(
                agent.tag().value(),
                agent.tag().kind().word(),
                agent.address().toString(),
                agent.isReachable(),
                known(agent.note()),
                agent.isChosen() ? null : agent.askedThrough().value(),
                survey.sharing(agent).stream().map(AgentTag::value).toList(),
                known(conf.model()),
                known(conf.controller()),
                known(conf.version()),
                null,
                null,
                null);
    }

    private static @Nullable String known(String word) {
        return word.isEmpty() ? null : word;
    }
}
