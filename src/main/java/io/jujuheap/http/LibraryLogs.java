// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Silences messages that the libraries log at every start and for every client that disconnects. */
final class LibraryLogs {
    private static final Map<String, Level> LEVELS = Map.of(
            "org.glassfish.grizzly", Level.SEVERE,
            // Warns of a missing activation library, which only attachments would need.
            "org.glassfish.jersey.message.internal", Level.SEVERE,
            // Logs a stack trace for each client that goes away before its answer is written.
            "org.glassfish.jersey.server.ServerRuntime", Level.OFF,
            "org.glassfish.jersey.server.ServerRuntime$Responder", Level.OFF);

    /**
     * A logger that is not referenced is collected, and its level with it. A lambda makes the list because a method
     * reference to {@code Logger::getLogger}, which inspects its caller, would load ten more classes at the start.
     */
    private static final List<Logger> HELD =
            LEVELS.keySet().stream().map(name -> Logger.getLogger(name)).toList();

    private LibraryLogs() {}

    static void quiet() {
        HELD.forEach(logger -> logger.setLevel(LEVELS.get(logger.getName())));
    }
}
