// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code agents}: the agents of this machine, and whether each can be asked. */
public final class AgentsCommand implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "agents",
                "",
                "the agents on this machine, and whether each can be asked",
                "Lists the Juju agents of this machine with their sockets. Agents that live in one process share one heap;"
                        + " one of them is asked for all.",
                List.of(SourceArguments.DATA_DIR),
                List.of(
                        new Example("sudo juju-heap agents", "on a Juju machine; the sockets belong to root"),
                        new Example("juju-heap agents --data-dir /mnt/var/lib/juju", "with another data directory")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        arguments.operands(0, 0, "no operands");
        Path dataDir = arguments.text(SourceArguments.DATA_DIR).map(Path::of).orElse(AgentFinder.DEFAULT_DATA_DIR);
        AgentSurvey survey = new AgentFinder(dataDir).find();
        if (survey.agents().isEmpty()) {
            throw new FailureException(survey.problem());
        }
        console.out().print(table(survey));
        if (!survey.problem().isEmpty()) {
            console.err().println("juju-heap agents: " + survey.problem());
        }
        return OK;
    }

    private static String table(AgentSurvey survey) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"AGENT", "VERSION", "SOCKET", "STATE"});
        for (FoundAgent agent : survey.agents()) {
            rows.add(new String[] {
                agent.tag().value(), version(agent), agent.address().toString(), state(agent)
            });
        }
        return Columns.render(rows);
    }

    private static String version(FoundAgent agent) {
        return agent.conf().version().isEmpty() ? "-" : agent.conf().version();
    }

    private static String state(FoundAgent agent) {
        if (!agent.isReachable()) {
            return agent.note();
        }
        String state = agent.isChosen()
                ? "reachable"
                : "same process as " + agent.askedThrough().value();
        return agent.note().isEmpty() ? state : state + "; " + agent.note();
    }
}
