// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.source.JujuClient;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileErrors;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The options for connections to sources. */
final class SourceArguments {
    static final Opt TIMEOUT = Opt.value(
                    "timeout", "DURATION", "how long an agent or a server may take, such as 30s; default 60s")
            .in(Opt.Group.SOURCES);
    static final Opt MODEL = Opt.value("model", "MODEL", "the Juju model of juju:TARGET; default: the current one")
            .letter('m')
            .in(Opt.Group.SOURCES);
    static final Opt CONTAINER = Opt.value(
                    "container", "NAME", "the container of juju:TARGET on Kubernetes, such as charm or api-server")
            .in(Opt.Group.SOURCES);
    static final Opt PROXY =
            Opt.flag("proxy", "reach juju:TARGET through the controller").in(Opt.Group.SOURCES);
    static final Opt DATA_DIR = Opt.value(
                    "data-dir",
                    "DIR",
                    "Juju's data directory on this machine; default /var/lib/juju and /var/snap/jujud/common")
            .anyNumber()
            .in(Opt.Group.SOURCES);
    static final Opt TOKEN_FILE = Opt.value(
                    "token-file",
                    "FILE",
                    "a file with the bearer token for URLs, plain or as a header line for curl -H @FILE")
            .in(Opt.Group.SOURCES);
    static final Opt CACERT = Opt.value(
                    "cacert", "FILE", "trust https servers by the certificates in FILE, as curl --cacert does")
            .in(Opt.Group.SOURCES);
    static final Opt USER = Opt.value("user", "NAME:PASSWORD", "basic authentication for URLs; ~/.netrc is read too")
            .in(Opt.Group.SOURCES);

    static final Opt PROFILE = Opt.value(
                    "profile",
                    "KIND",
                    "what to ask agents, and URLs without a path, for: heap, goroutine, goroutineleak, or cpu, which takes"
                            + " 30s; default heap")
            .in(Opt.Group.SOURCES)
            .oneOf(List.of("heap", "goroutine", "goroutineleak", "cpu"));

    /** The options for commands that choose the profile themselves, in the order of help. */
    static final List<Opt> CONNECTIONS = List.of(MODEL, CONTAINER, PROXY, TIMEOUT, TOKEN_FILE, USER, CACERT, DATA_DIR);

    /** All of these options, in the order of help. */
    static final List<Opt> ALL = Opt.joined(List.of(PROFILE), CONNECTIONS);

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** The form of a token after the last space in its file: visible ASCII, as in any header. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private SourceArguments() {}

    /** Returns the settings for sources of a command line. */
    static SourceContext of(Arguments arguments, Console console) throws FailureException {
        return new SourceContext(
                console,
                dataDirs(arguments, DATA_DIR),
                timeout(arguments),
                JujuClient.with(jujuOptions(arguments)),
                authorization(arguments),
                arguments.path(CACERT),
                query(arguments),
                SourceContext.MOST_BYTES);
    }

    /** Returns the request for agents. It asks for the protobuf, the cheapest form for them. */
    private static AgentQuery query(Arguments arguments) {
        String profile = arguments.text(PROFILE).orElse("heap");
        return switch (profile) {
            case "heap" -> AgentQuery.HEAP;
            case "goroutine" -> AgentQuery.GOROUTINES;
            case "goroutineleak" -> AgentQuery.GOROUTINE_LEAKS;
            case "cpu" -> AgentQuery.CPU_30S;
            default ->
                throw new UsageException("there is no profile '" + profile
                        + "' to ask for: choose heap, goroutine, goroutineleak or cpu");
        };
    }

    /** Returns Juju's data directories: those of the command line, or the default ones. */
    static List<Path> dataDirs(Arguments arguments, Opt option) {
        List<Path> dataDirs = arguments.paths(option);
        return dataDirs.isEmpty() ? AgentFinder.DEFAULT_DATA_DIRS : dataDirs;
    }

    private static Duration timeout(Arguments arguments) {
        Duration timeout = arguments.value(TIMEOUT, Durations::parse).orElse(DEFAULT_TIMEOUT);
        if (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new UsageException("--timeout must be from 1ms to 1h");
        }
        return timeout;
    }

    private static List<String> jujuOptions(Arguments arguments) {
        List<String> options = new ArrayList<>();
        arguments.text(MODEL).ifPresent(model -> options.addAll(List.of("-m", model)));
        arguments.text(CONTAINER).ifPresent(container -> options.addAll(List.of("--container", container)));
        if (arguments.has(PROXY)) {
            options.add("--proxy");
        }
        return options;
    }

    private static String authorization(Arguments arguments) throws FailureException {
        if (arguments.has(USER) && arguments.has(TOKEN_FILE)) {
            throw new UsageException("give --user or --token-file, not both");
        }
        if (arguments.has(TOKEN_FILE)) {
            return "Bearer " + token(arguments.path(TOKEN_FILE).orElseThrow());
        }
        return arguments.text(USER).map(SourceContext::basic).orElse("");
    }

    private static String token(Path file) throws FailureException {
        try {
            String text = Files.readString(file).strip();
            String token = text.substring(text.lastIndexOf(' ') + 1);
            if (!TOKEN.matcher(token).matches()) {
                throw new FailureException("there is no token in " + file + ": it takes one line, the bare token or the"
                        + " header line for curl");
            }
            return token;
        } catch (IOException e) {
            throw new FailureException("cannot read the token in " + file + ": " + FileErrors.reason(e, file), e);
        }
    }
}
