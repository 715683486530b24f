// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.io.FailureException;
import io.jujuheap.io.Programs;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Runs commands on machines with the Juju client on PATH ({@code juju ssh}). At most {@value #MOST_AT_ONCE} run at
 * once. A client with repeated commands may keep one ssh connection to each machine open.
 */
public final class JujuClient {
    private static final int MOST_AT_ONCE = 4;
    private static final int SSH_FAILED = 255;

    /** In ssh's complaints about a connection that it cannot keep open. */
    private static final Pattern ABOUT_CONTROL = Pattern.compile("unix_listener|ControlPath|ControlSocket|mux_");

    private final List<String> options;
    private final List<String> keepOpen;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private volatile boolean refusesToKeepOpen;

    private JujuClient(List<String> options, List<String> keepOpen) {
        this.options = List.copyOf(options);
        this.keepOpen = List.copyOf(keepOpen);
    }

    /** Returns the client with options for {@code juju ssh}, such as {@code -m prod}. */
    public static JujuClient with(List<String> options) {
        return new JujuClient(options, List.of());
    }

    /**
     * Returns the same client, which keeps one ssh connection to each machine open between its commands. Where ssh
     * refuses that, as in some confined clients, and for Kubernetes containers, which are not reached through ssh, each
     * command opens its own.
     *
     * @param idle how long an unused connection stays open
     */
    public JujuClient keepingConnections(Duration idle) {
        if (options.contains("--container")) {
            return this;
        }
        // Directly below /tmp, which a confined client has, too, although it may be a private one. The name cannot be
        // guessed.
        String socket = "/tmp/juju-heap-" + HexFormat.of().toHexDigits(new SecureRandom().nextLong()) + "-%C";
        return new JujuClient(
                options,
                List.of(
                        "-o",
                        "ControlMaster=auto",
                        "-o",
                        "ControlPath=" + socket,
                        "-o",
                        "ControlPersist=" + idle.toSeconds(),
                        "-o",
                        "ServerAliveInterval=15"));
    }

    /** Returns a key that identifies a target among all models: the options and its name. */
    String address(String target) {
        return "juju " + String.join(" ", options) + " " + target;
    }

    /**
     * Runs a command on a machine or in a unit, without a terminal and without input, and waits until it ends.
     *
     * @param words are joined with spaces for the login shell there
     * @throws FailureException with a sentence, when it does not end in time or there is no Juju client
     */
    Programs.Result run(String target, List<String> words, Duration timeout) throws FailureException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            if (keepOpen.isEmpty() || refusesToKeepOpen) {
                return run(command(target, List.of(), words), timeout);
            }
            Programs.Result first = run(command(target, keepOpen, words), timeout);
            if (first.exitCode() != SSH_FAILED
                    || !first.output().isEmpty()
                    || !ABOUT_CONTROL.matcher(first.error()).find()) {
                return first;
            }
            refusesToKeepOpen = true;
            return run(command(target, List.of(), words), timeout);
        } finally {
            places.release();
        }
    }

    private List<String> command(String target, List<String> sshOptions, List<String> words) {
        List<String> command = new ArrayList<>(List.of("juju", "ssh", "--pty=false"));
        command.addAll(options);
        command.add(target);
        command.addAll(sshOptions);
        command.addAll(words);
        return command;
    }

    private static Programs.Result run(List<String> command, Duration timeout) throws FailureException {
        try {
            return Programs.run(command, "", timeout);
        } catch (IOException e) {
            throw new FailureException(
                    "cannot run the juju command: install the Juju client and log in to the controller", e);
        } catch (TimeoutException e) {
            throw new FailureException("juju ssh took longer than " + timeout.toSeconds() + " s; raise --timeout", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static FailureException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FailureException("interrupted while waiting for juju ssh", e);
    }
}
