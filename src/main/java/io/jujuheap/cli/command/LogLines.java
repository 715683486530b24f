// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * The log on standard error, one line an event. The JDK's own handler formats a time at its birth, which nobody sees and
 * which takes longer than all the lines of a start.
 */
final class LogLines extends StreamHandler {
    LogLines() {
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
