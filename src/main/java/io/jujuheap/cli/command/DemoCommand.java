// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.Version;
import io.jujuheap.cli.demo.Demo;
import io.jujuheap.cli.demo.DemoFiles;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code demo}: the sidecar with a built-in agent that leaks. */
public final class DemoCommand implements Command {
    /** The launcher sets this to the command as it was called; in a checkout that is a path. */
    private static final String COMMAND = "JUJU_HEAP_COMMAND";

    private static final Opt WRITE = Opt.value(
            "write", "DIR", "write heap_profile.01 and 02, goroutines.01 to 08 and a series in heaps/ there, and end");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "demo",
                "",
                "the sidecar against a built-in agent that replays a real leak",
                "Runs the sidecar against a built-in agent that replays, over a real UNIX socket in a temporary folder, the heap"
                        + " of a small controller that forgets to release sessions. It needs no Juju and leaves nothing behind. With"
                        + " --write it starts nothing, and writes profiles of that controller for trying out the other commands.",
                List.of(WRITE, ServeArguments.LISTEN, ServeArguments.LOG_LEVEL),
                List.of(
                        new Example("juju-heap demo", "on http://127.0.0.1:16060"),
                        new Example("juju-heap demo --web.listen-address 127.0.0.1:0", "on a free port"),
                        new Example("juju-heap demo --write tour", "files for juju-heap diff, leaks, top and flame")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        arguments.operands(0, 0, "no operands");
        Optional<Path> folder = arguments.path(WRITE);
        return folder.isPresent() ? write(folder.get(), console) : serve(arguments, console);
    }

    private static int write(Path folder, Console console) throws FailureException {
        try {
            DemoFiles.write(folder);
        } catch (FileAlreadyExistsException e) {
            throw new FailureException(e.getFile() + " exists already: name a new directory for --write", e);
        } catch (IOException e) {
            throw new FailureException("cannot write into " + folder + ": " + FileErrors.reason(e, folder), e);
        }
        console.out()
                .println(
                        "Wrote heap_profile.01 and 02, goroutines.01 to 08 and the series heaps/ into " + folder + ".");
        return OK;
    }

    private static int serve(Arguments arguments, Console console) throws FailureException {
        Logging.configure(arguments);
        try {
            Demo demo = Demo.start(ServeArguments.web(arguments), Version.build(), Clock.systemUTC());
            console.out().print(invitation(demo, console.environment().getOrDefault(COMMAND, "juju-heap")));
            return ServeCommand.untilStopped(demo.sidecar().address(), demo::close, console);
        } catch (IOException e) {
            throw new FailureException("cannot set up the demo in a temporary folder: " + e.getMessage(), e);
        }
    }

    private static String invitation(Demo demo, String command) {
        URI at = demo.sidecar().address();
        return """
                The agent of this demo leaks: every guest who logs in leaves a session behind. Try:
                  %1$s in a browser
                  %3$s top %2$s
                  curl -s %1$s/debug/heap | grep '^[1-9]' | tail -3
                  curl -s '%1$s/debug/heap?format=json&n=5'
                  curl -s %1$s/metrics | grep ^juju_agent
                """
                .formatted(at, demo.agentSocket(), command);
    }
}
