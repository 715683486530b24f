// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import java.util.List;

/** {@code man}: prints the manual page, for {@code make install}. */
final class ManCommand implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "man",
                "",
                "print the manual page",
                "Prints the manual page in troff's man macros.",
                List.of(),
                List.of(
                        new CommandSpec.Example("juju-heap man | man -l -", "read it"),
                        new CommandSpec.Example(
                                "juju-heap man > /usr/local/share/man/man1/juju-heap.1", "install it")));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        arguments.operands(0, 0, "no operands");
        console.out().print(ManPage.text());
        return OK;
    }
}
