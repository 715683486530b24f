// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how often a user makes an agent search for leaked goroutines, because each search runs a garbage collection. A
 * command is a short process, so the time of the last search is kept as the modification time of an empty file in the
 * user's cache directory. Without that directory, searches are not limited.
 */
final class LeakSearch {
    private static final Duration REST = Duration.ofSeconds(30);

    private final String agent;
    private final SourceContext context;
    private final Optional<Path> stamp;

    /**
     * @param agent its name, for messages
     * @param address identifies the agent
     */
    LeakSearch(String agent, String address, SourceContext context) {
        this.agent = agent;
        this.context = context;
        this.stamp = caches(context.console().environment())
                .map(folder -> folder.resolve("juju-heap").resolve("leak-search-" + Sha256.hex(address, 32)));
    }

    /** Returns the user's cache directory according to the XDG base directory specification. */
    private static Optional<Path> caches(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        String named = environment.getOrDefault("XDG_CACHE_HOME", home.isEmpty() ? "" : home + "/.cache");
        return named.startsWith("/") ? Optional.of(Path.of(named)) : Optional.empty();
    }

    /** Sends a request to the agent and returns the complete answer. */
    @FunctionalInterface
    interface Asking {
        byte[] ask(SourceContext context) throws FailureException;
    }

    /**
     * Makes an agent search after checking its list of profiles.
     *
     * @throws FailureException also when it does not list leaked goroutines, or the last search was less than half a
     *     minute ago
     */
    byte[] ofAgent(Asking asking) throws FailureException {
        requireRest();
        requireListed(asking.ask(context.asking(AgentQuery.PROFILES)));
        note();
        return asking.ask(context);
    }

    /**
     * Makes a server search that may not list its profiles. A server without that profile refuses at no cost.
     *
     * @throws FailureException also when the last search was less than half a minute ago
     */
    byte[] ofServer(Asking asking) throws FailureException {
        requireRest();
        note();
        try {
            return asking.ask(context);
        } catch (FailureException e) {
            forget();
            throw e;
        }
    }

    private void requireListed(byte[] profiles) throws FailureException {
        if (!AgentQuery.GOROUTINE_LEAKS.isListedIn(profiles)) {
            throw new FailureException(
                    agent + " has no profile of leaked goroutines: only agents that Go 1.26 or later built"
                            + " with GOEXPERIMENT=goroutineleakprofile do. juju-heap leaks judges a series of --profile goroutine instead");
        }
    }

    private void requireRest() throws FailureException {
        Duration ago = last().map(last -> Duration.between(last, Instant.now())).orElse(REST);
        if (!ago.isNegative() && ago.compareTo(REST) < 0) {
            throw new FailureException(agent + " searched for leaked goroutines " + ago.toSeconds()
                    + " s ago, for which it collects garbage: ask again in "
                    + REST.minus(ago).plusMillis(999).toSeconds() + " s");
        }
    }

    private Optional<Instant> last() {
        try {
            return stamp.isPresent()
                    ? Optional.of(Files.getLastModifiedTime(stamp.get()).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // there was none
        }
    }

    private void note() {
        if (stamp.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(stamp.get().getParent());
            Files.write(stamp.get(), new byte[0]);
            Files.setLastModifiedTime(stamp.get(), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // The directory is not writable: the same as without one.
        }
    }

    private void forget() {
        try {
            if (stamp.isPresent()) {
                Files.deleteIfExists(stamp.get());
            }
        } catch (IOException e) {
            // The next search waits for half a minute.
        }
    }
}
