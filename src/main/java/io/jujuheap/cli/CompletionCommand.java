// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.io.UsageException;
import java.util.List;

/** {@code completion bash|zsh}: prints a completion script, for {@code make install} and for people's own set-up. */
final class CompletionCommand implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "completion",
                "bash|zsh",
                "print a completion script for a shell",
                "Prints a script that completes commands and options in that shell.",
                List.of(),
                List.of(
                        new CommandSpec.Example(
                                "source <(juju-heap completion bash)", "complete in this bash from now on"),
                        new CommandSpec.Example(
                                "juju-heap completion zsh > ~/.zfunc/_juju-heap", "complete in zsh, for good")));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String shell =
                arguments.operands(1, 1, "the name of a shell, bash or zsh").get(0);
        console.out().print(script(shell));
        return OK;
    }

    private static String script(String shell) {
        return switch (shell) {
            case "bash" -> Completion.bash();
            case "zsh" -> Completion.zsh();
            default -> throw new UsageException("there is no completion for '" + shell + "', only for bash and zsh");
        };
    }
}
