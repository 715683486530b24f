// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.io.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Runs commands on machines with the Juju client on PATH ({@code juju ssh}). At most {@value #MOST_AT_ONCE} run at
 * once. A client with repeated commands may keep one ssh connection to each machine open.
 */
public final class JujuClient {
    private static final int MOST_AT_ONCE = 4;
    private static final int SSH_FAILED = 255;

    /** The longest wait for output after ssh has ended, because one of its helpers may keep its streams open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final List<String> options;
    private final List<String> keepOpen;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private volatile boolean refusesToKeepOpen;

    private JujuClient(List<String> options, List<String> keepOpen) {
        this.options = List.copyOf(options);
        this.keepOpen = List.copyOf(keepOpen);
    }

    /**
     * Returns the client with options for {@code juju ssh}.
     *
     * @param options such as {@code -m prod}
     */
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
        String socket = "/tmp/juju-heap-" + HexFormat.of().formatHex(randomBytes()) + "-%C";
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

    private static byte[] randomBytes() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The end of a command: its exit code and what it wrote to its streams. */
    record Finished(int code, String out, String err) {
        String lastWords() {
            String said = err.strip();
            return said.substring(said.lastIndexOf('\n') + 1).strip();
        }
    }

    /**
     * Runs a command on a machine or in a unit, without a terminal and without input, and waits until it ends.
     *
     * @param words are joined with spaces for the login shell there
     * @throws FailureException with a sentence, when it does not end in time or there is no Juju client
     */
    Finished run(String target, List<String> words, Duration timeout) throws FailureException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
        try {
            if (keepOpen.isEmpty() || refusesToKeepOpen) {
                return run(command(target, List.of(), words), timeout);
            }
            Finished first = run(command(target, keepOpen, words), timeout);
            if (first.code() != SSH_FAILED || !first.out().isEmpty() || !isAboutControl(first.err())) {
                return first;
            }
            refusesToKeepOpen = true;
            return run(command(target, List.of(), words), timeout);
        } finally {
            places.release();
        }
    }

    private static boolean isAboutControl(String err) {
        Predicate<String> said = err::contains;
        return said.test("unix_listener")
                || said.test("ControlPath")
                || said.test("ControlSocket")
                || said.test("mux_");
    }

    private List<String> command(String target, List<String> sshOptions, List<String> words) {
        List<String> command = new ArrayList<>(List.of("juju", "ssh", "--pty=false"));
        command.addAll(options);
        command.add(target);
        command.addAll(sshOptions);
        command.addAll(words);
        return command;
    }

    private static Finished run(List<String> command, Duration timeout) throws FailureException {
        Process process = start(command);
        try {
            Collected err = Collected.of(process.getErrorStream());
            Collected out = Collected.of(process.getInputStream());
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FailureException("juju ssh took longer than " + timeout.toSeconds() + " s; raise --timeout");
            }
            return new Finished(process.exitValue(), out.text(timeout), err.text(LAST_WORDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static FailureException interrupted(InterruptedException e) {
        return new FailureException("interrupted while waiting for juju ssh", e);
    }

    private static Process start(List<String> command) throws FailureException {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
        } catch (IOException e) {
            throw new FailureException(
                    "cannot run the juju command: install the Juju client and log in to the controller", e);
        }
    }

    /** The output of a process on one of its streams. Each is read on its own thread, so that neither pipe fills up. */
    private static final class Collected extends Thread {
        private final InputStream in;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Collected(InputStream in) {
            super("juju ssh");
            this.in = in;
        }

        static Collected of(InputStream in) {
            Collected collected = new Collected(in);
            collected.setDaemon(true);
            collected.start();
            return collected;
        }

        @Override
        public void run() {
            try {
                in.transferTo(bytes);
            } catch (IOException | UncheckedIOException e) {
                // The process was killed. The output so far is used.
            }
        }

        /** Returns the output when the stream has ended, or after a timeout. */
        String text(Duration longest) throws InterruptedException {
            join(longest.toMillis());
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
