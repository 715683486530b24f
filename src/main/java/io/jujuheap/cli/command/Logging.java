// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.profile.UsageException;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The sidecar's log: one line an event on standard error, which the journal dates. */
final class Logging {
    static final Opt LEVEL = Opt.value("log.level", "LEVEL", "debug, info, warning or error; default info");

    private static final String ONE_LINE = "%4$s: %5$s%n";

    private Logging() {}

    /** Sets the level that a command line asks for; libraries are heard from warnings up. */
    static void configure(Arguments arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", ONE_LINE);
        Level level = level(arguments.text(LEVEL).orElse("info"));
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        for (var handler : root.getHandlers()) {
            handler.setLevel(level);
        }
        OWN.setLevel(level);
    }

    /** Kept: the log manager holds loggers weakly, and with them their levels. */
    private static final Logger OWN = Logger.getLogger("io.jujuheap");

    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "debug" -> Level.FINE;
            case "info" -> Level.INFO;
            case "warning" -> Level.WARNING;
            case "error" -> Level.SEVERE;
            default ->
                throw new UsageException("there is no log level '" + name + "': choose debug, info, warning or error");
        };
    }
}
