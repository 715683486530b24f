// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what the libraries would say about every start, and about every client that hangs up, out of the log. */
final class LibraryLogs {
    private static final Map<String, Level> LEVELS = Map.of(
            "org.glassfish.grizzly", Level.SEVERE,
            // A missing activation library, which only attachments would need.
            "org.glassfish.jersey.message.internal", Level.SEVERE,
            // A stack trace for each client that goes away before its answer is written.
            "org.glassfish.jersey.server.ServerRuntime", Level.OFF,
            "org.glassfish.jersey.server.ServerRuntime$Responder", Level.OFF);

    /**
     * Loggers that nobody holds are forgotten, with their levels. Not by {@code Logger::getLogger}: a reference to a method
     * that looks at its caller needs classes made at run time, ten of them.
     */
    private static final List<Logger> HELD =
            LEVELS.keySet().stream().map(name -> Logger.getLogger(name)).toList();

    private LibraryLogs() {}

    static void quiet() {
        HELD.forEach(logger -> logger.setLevel(LEVELS.get(logger.getName())));
    }
}
