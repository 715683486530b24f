// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.cli.Version;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.source.NamedSources;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.http.config.SourceLinks;
import io.jujuheap.io.ByteSizes;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The flags of the sidecar, in the style of Prometheus exporters. */
final class ServeArguments {
    /** Defined here, because in {@link Logging} it would start the log whenever a command line is parsed or explained. */
    static final Opt LOG_LEVEL = Opt.value("log.level", "LEVEL", "debug, info, warning or error; default info");

    static final Opt LISTEN = Opt.value(
                    "web.listen-address",
                    "HOST:PORT",
                    "where to listen; port 0 picks a free one; default 127.0.0.1:16060")
            .anyNumber();
    static final Opt TELEMETRY_PATH =
            Opt.value("web.telemetry-path", "PATH", "the path of the metrics; default /metrics");
    static final Opt CONFIG_FILE =
            Opt.value("web.config.file", "FILE", "TLS and users, in the form that all Prometheus exporters read");
    static final Opt TOKEN_FILE =
            Opt.value("web.token-file", "FILE", "the token that /debug, /api and /agents ask for; mode 0600");
    static final Opt ALLOWED_HOST = Opt.value(
                    "web.allowed-host", "NAME", "a name under which clients know this machine, besides its addresses")
            .anyNumber();
    static final Opt ALLOW_INSECURE = Opt.flag(
            "web.allow-insecure-debug",
            "listen for other machines without a token or users, so that anyone can read profiles");
    static final Opt ACCESS_LOG = Opt.flag("web.access-log", "log each request on one line");
    static final Opt SOURCE_LINK = Opt.value(
                    "web.source-link",
                    "MODULE=ADDRESS",
                    "where the page finds the source of a Go module, with {path}, {line} and {version} in the address; it"
                            + " knows Juju's own")
            .anyNumber();
    static final Opt DATA_DIR = Opt.value(
                    "agent.data-dir",
                    "DIR",
                    "Juju's data directory; default /var/lib/juju and, for a controller in a snap, /var/snap/jujud/common")
            .anyNumber();
    static final Opt SOCKET = Opt.value(
            "agent.socket", "ADDRESS", "one agent's socket, unix:PATH or unix:@NAME, instead of looking for all");
    static final Opt TAG = Opt.value("agent.tag", "TAG", "what to call the agent of --agent.socket; default machine-0");
    static final Opt SOURCE = Opt.value(
                    "agent.source",
                    "AGENT",
                    "an agent from elsewhere, instead of those of this machine: juju:0, unix:PATH or a URL, with TAG= before it"
                            + " where it does not tell its tag; up to ten")
            .anyNumber();
    static final Opt INTERVAL = Opt.value("collect.interval", "DURATION", "from one profile to the next; default 60s");
    static final Opt TIMEOUT = Opt.value("collect.timeout", "DURATION", "how long an agent may take; default 10s");
    static final Opt PROFILE_BYTES =
            Opt.value("limit.profile-bytes", "SIZE", "the largest profile, inflated; default 128MB");
    static final Opt STORE_PATH = Opt.value(
            "store.path",
            "DIR",
            "where to keep profiles; default /var/lib/juju-heap, for others than root in their home");
    static final Opt STORE_BYTES = Opt.value("store.max-bytes", "SIZE", "the most the store may take; default 256MB");
    static final Opt STORE_AGE = Opt.value("store.max-age", "DURATION", "how long profiles are kept; default 30d");

    /** All flags, in the order of help. */
    static final List<Opt> ALL = List.of(
            LISTEN,
            TELEMETRY_PATH,
            CONFIG_FILE,
            TOKEN_FILE,
            ALLOWED_HOST,
            ALLOW_INSECURE,
            ACCESS_LOG,
            SOURCE_LINK,
            DATA_DIR,
            SOCKET,
            TAG,
            SOURCE,
            SourceArguments.MODEL,
            SourceArguments.CONTAINER,
            SourceArguments.PROXY,
            INTERVAL,
            TIMEOUT,
            STORE_PATH,
            STORE_BYTES,
            STORE_AGE,
            PROFILE_BYTES,
            LOG_LEVEL);

    private static final String DEFAULT_TAG = "machine-0";

    private ServeArguments() {}

    /**
     * Returns the settings of a command line.
     *
     * @throws UsageException when a value is invalid
     * @throws FailureException with a sentence, when a file that one names cannot be read
     */
    static SidecarSettings of(Arguments arguments, Console console) throws FailureException {
        return new SidecarSettings(
                web(arguments),
                agents(arguments, console),
                collect(arguments),
                store(arguments, console),
                Version.build());
    }

    static SidecarSettings.Web web(Arguments arguments) {
        SidecarSettings.Web usual = SidecarSettings.Web.DEFAULT;
        List<ListenAddress> addresses = arguments.values(LISTEN, ListenAddress::parse);
        return new SidecarSettings.Web(
                addresses.isEmpty() ? usual.listen() : addresses,
                arguments.text(TELEMETRY_PATH).orElse(usual.telemetryPath()),
                arguments.path(CONFIG_FILE),
                arguments.path(TOKEN_FILE),
                Set.copyOf(arguments.texts(ALLOWED_HOST)),
                arguments.has(ALLOW_INSECURE),
                arguments.has(ACCESS_LOG),
                SourceLinks.parse(arguments.texts(SOURCE_LINK)));
    }

    private static AgentLocation agents(Arguments arguments, Console console) throws FailureException {
        if (arguments.has(SOURCE)) {
            return sources(arguments, console);
        }
        if (arguments.has(SourceArguments.MODEL) || arguments.has(SourceArguments.CONTAINER)) {
            throw new UsageException("--model and --container are for --agent.source juju:TARGET");
        }
        if (arguments.has(SOCKET) && arguments.has(DATA_DIR)) {
            throw new UsageException("give --agent.socket or --agent.data-dir, not both");
        }
        if (arguments.has(SOCKET)) {
            return new AgentLocation.Socket(socket(arguments), tag(arguments));
        }
        if (arguments.has(TAG)) {
            throw new UsageException("--agent.tag names the agent of --agent.socket: give both");
        }
        return new AgentLocation.DataDirectories(SourceArguments.dataDirs(arguments, DATA_DIR));
    }

    private static AgentLocation sources(Arguments arguments, Console console) throws FailureException {
        if (arguments.has(SOCKET) || arguments.has(DATA_DIR) || arguments.has(TAG)) {
            throw new UsageException("give --agent.source, or where to find the agents of this machine, not both");
        }
        SourceContext context = SourceArguments.of(arguments, console)
                .inBackground(collect(arguments).interval());
        Optional<Duration> timeout = arguments.value(TIMEOUT, Durations::parse);
        return NamedSources.located(
                NamedSources.of(arguments.texts(SOURCE)),
                timeout.map(context::within).orElse(context));
    }

    private static AgentAddress socket(Arguments arguments) {
        try {
            return AgentAddress.parse(arguments.text(SOCKET).orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--agent.socket: " + e.getMessage(), e);
        }
    }

    private static AgentTag tag(Arguments arguments) {
        String text = arguments.text(TAG).orElse(DEFAULT_TAG);
        return AgentTag.of(text)
                .orElseThrow(() -> new UsageException(
                        "--agent.tag: '" + text + "' is not an agent tag; tags look like machine-0 or unit-mysql-0"));
    }

    static CollectSettings collect(Arguments arguments) {
        CollectSettings usual = CollectSettings.DEFAULT;
        return new CollectSettings(
                duration(arguments, INTERVAL, usual.interval()), duration(arguments, TIMEOUT, usual.timeout()), (int)
                        Math.min(
                                Integer.MAX_VALUE,
                                arguments.value(PROFILE_BYTES, ByteSizes::parse).orElse((long) usual.profileBytes())));
    }

    private static SidecarSettings.Store store(Arguments arguments, Console console) {
        Path path = arguments.path(STORE_PATH).orElseGet(() -> usualStore(console));
        SidecarSettings.Store usual = SidecarSettings.Store.in(path);
        return new SidecarSettings.Store(
                path,
                arguments.value(STORE_BYTES, ByteSizes::parse).orElse(usual.maxBytes()),
                duration(arguments, STORE_AGE, usual.maxAge()));
    }

    /** Returns the state directory of the service for root, and the XDG state directory for other users. */
    private static Path usualStore(Console console) {
        String home = console.environment().getOrDefault("HOME", "/root");
        String state = console.environment().getOrDefault("XDG_STATE_HOME", home + "/.local/state");
        boolean isRoot = System.getProperty("user.name", "").equals("root");
        return isRoot ? Path.of("/var/lib/juju-heap") : Path.of(state, "juju-heap");
    }

    private static Duration duration(Arguments arguments, Opt opt, Duration usual) {
        return arguments.value(opt, Durations::parse).orElse(usual);
    }
}
