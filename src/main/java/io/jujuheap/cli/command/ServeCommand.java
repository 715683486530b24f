// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.http.Sidecar;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.io.FailureException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

/** {@code serve}: runs the sidecar until it is stopped. */
public final class ServeCommand implements Command {
    private static final Logger LOG = Logger.getLogger(ServeCommand.class.getName());
    private static final Opt CHECK = Opt.flag("check", "check the flags and the files they name, and exit");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "serve",
                "",
                "the HTTP sidecar: profiles for curl, metrics for Prometheus, the page",
                "Serves the heap of the agents of this machine over HTTP, collects it at an interval and keeps it. Prints one"
                        + " line when it is ready and ends on SIGTERM. A word @FILE stands for the options in FILE, one on a"
                        + " line.",
                Opt.joined(ServeArguments.ALL, List.of(CHECK)),
                List.of(
                        new Example("sudo juju-heap serve", "on http://127.0.0.1:16060"),
                        new Example(
                                "juju-heap serve --web.listen-address :16060 --web.config.file web.yml",
                                "for other machines, with TLS and users"),
                        new Example(
                                "juju-heap serve --agent.source juju:0 --agent.source juju:1 -m controller",
                                "two controllers, on an engineer's own machine"),
                        new Example("juju-heap serve --check @/etc/juju-heap/args", "before a restart")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        arguments.operands(0, 0, "no operands");
        Logging.configure(arguments);
        SidecarSettings settings = ServeArguments.of(arguments, console);
        if (arguments.has(CHECK)) {
            Sidecar.check(settings);
            return OK;
        }
        console.slowStart().ifPresent(sentence -> LOG.warning(() -> "Started slowly: " + sentence + "."));
        Sidecar sidecar = Sidecar.start(settings);
        return untilStopped(sidecar.address(), sidecar::close, console);
    }

    /**
     * Prints the addresses of the sidecar, then waits for SIGTERM or SIGINT, which run {@code stop}. Returns only when
     * interrupted.
     */
    static int untilStopped(URI address, Runnable stop, Console console) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "juju-heap-stop"));
        console.out().println("listening on " + address);
        console.out().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OK;
    }
}
