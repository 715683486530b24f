// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.io.UsageException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Sets up the log: one line per event on standard error, without a time, because the journal adds it. */
final class Logging {
    /** Two properties of the log manager. A user who sets them configures the log manager. */
    private static final String CONFIGURED_BY = "java.util.logging.config.class";

    private static final String CONFIGURED_FROM = "java.util.logging.config.file";

    private Logging() {}

    /** Sets the level of the command line. Of libraries, only warnings and errors are logged. */
    static void configure(Arguments arguments) {
        logTo(
                new Lines(),
                arguments.value(ServeArguments.LOG_LEVEL, Logging::level).orElse(Level.INFO));
    }

    /** Passes warnings and errors on instead of printing them, for a command that draws on the terminal. */
    static void forward(Consumer<String> sentences) {
        logTo(new Forwarding(sentences), Level.WARNING);
    }

    private static void logTo(Handler handler, Level level) {
        OWN.setLevel(level);
        handler.setLevel(level);
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        for (Handler former : root.getHandlers()) {
            root.removeHandler(former);
        }
        root.addHandler(handler);
    }

    private static final class Forwarding extends Handler {
        private final Consumer<String> sentences;

        Forwarding(Consumer<String> sentences) {
            this.sentences = sentences;
        }

        @Override
        public void publish(LogRecord event) {
            sentences.accept(String.valueOf(event.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** The log manager calls this at its start instead of reading a file, whose handlers would be replaced anyway. */
    public static final class NoFile {}

    /** Kept in a field, because the log manager references loggers and so their levels weakly. */
    private static final Logger OWN = own();

    private static Logger own() {
        if (System.getProperty(CONFIGURED_BY) == null && System.getProperty(CONFIGURED_FROM) == null) {
            System.setProperty(CONFIGURED_BY, NoFile.class.getName());
        }
        return Logger.getLogger("io.jujuheap");
    }

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

    /**
     * Writes the log to standard error, one line per event. The JDK's own handler would format a time when it is
     * created, which is not shown and takes longer than all the lines of a start.
     */
    private static final class Lines extends StreamHandler {
        Lines() {
            super(System.err, new OneLine());
        }

        @Override
        public synchronized void publish(LogRecord event) {
            super.publish(event);
            flush();
        }

        /** Standard error stays open. */
        @Override
        public synchronized void close() {
            flush();
        }

        private static final class OneLine extends Formatter {
            @Override
            public String format(LogRecord event) {
                return event.getLevel().getName() + ": " + formatMessage(event) + System.lineSeparator();
            }
        }
    }
}
