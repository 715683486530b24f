// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.charm.Charm;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.io.FailureException;
import java.time.Clock;
import java.util.List;

/** {@code charm}: runs the hook or action that is named in the environment. The charm's dispatch calls it. */
final class CharmCommand implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "charm",
                "ENTRY",
                "run a hook or an action of the charm",
                "Runs the hook or the action that Juju names in the environment. Only the charm's ENTRY calls it, dispatch.",
                List.of(),
                List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        arguments.operands(1, 1, "the charm's entry point");
        try {
            return Charm.dispatch(console.environment(), Clock.systemUTC());
        } catch (ToolException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }
}
