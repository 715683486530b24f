// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.cli.line.FailureException;
import io.jujuheap.profile.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A machine or unit reached through {@code juju ssh}, with nothing installed there: the far side uses
 * {@code juju-introspect}, which every Juju machine has, or curl.
 *
 * <p>The answer comes back in base64 between two marker lines, so that neither a login banner, nor a terminal's line
 * endings, nor a tool that prints to standard output can touch the bytes.
 */
record JujuSource(String target) implements Source {
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._-]*");
    private static final String BEGIN = "-----juju-heap begin-----";
    private static final String END = "-----juju-heap end-----";

    /**
     * What runs on the far side, as root. It finds the agent's own tag there: machine agents first, since one process
     * serves a machine and the units on it.
     */
    private static final String SCRIPT =
            """
            path='debug/pprof/heap?debug=%d%s'
            for kind in machine controller application unit; do
              for dir in /var/lib/juju/agents/$kind-*; do [ -d "$dir" ] && break 2; done
            done
            [ -d "$dir" ] || { echo "juju-heap: no agent under /var/lib/juju/agents" >&2; exit 66; }
            body=$(mktemp) || exit 73
            trap 'rm -f "$body"' EXIT
            if command -v juju-introspect >/dev/null; then
              juju-introspect --agent="${dir##*/}" "$path" >"$body"
            elif [ -S "$dir/introspection.socket" ]; then
              curl -sSf --unix-socket "$dir/introspection.socket" "http://unix.socket/$path" >"$body"
            else
              curl -sSf --abstract-unix-socket "jujud-${dir##*/}" "http://unix.socket/$path" >"$body"
            fi || exit 69
            echo '%s'; base64 <"$body"; echo '%s'
            """;

    static JujuSource parse(String word) {
        String target = word.substring("juju:".length());
        if (!TARGET.matcher(target).matches()) {
            throw new UsageException("'" + word + "' names no machine or unit: write juju:0 or juju:postgresql/0");
        }
        return new JujuSource(target);
    }

    @Override
    public String name() {
        return "juju:" + target;
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        Finished ssh = run(command(context), context);
        if (ssh.code() != 0) {
            throw new FailureException("juju ssh " + target + " failed: " + reason(ssh));
        }
        return decode(ssh.out());
    }

    private List<String> command(SourceContext context) {
        int debug = context.variant() == SourceContext.Variant.TEXT ? 1 : 0;
        String script = SCRIPT.formatted(debug, context.collectGarbage() ? "&gc=1" : "", BEGIN, END);
        List<String> command = new ArrayList<>(List.of("juju", "ssh", "--pty=false"));
        if (!context.model().isEmpty()) {
            command.addAll(List.of("-m", context.model()));
        }
        command.addAll(List.of(target, "sudo", "-n", "sh", "-c", quoted(script)));
        return command;
    }

    /** One word for the shell on the far side, which sees the words that ssh joins with spaces. */
    private static String quoted(String script) {
        return "'" + script.replace("'", "'\\''") + "'";
    }

    private record Finished(int code, String out, String err) {}

    private static Finished run(List<String> command, SourceContext context) throws FailureException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            CompletableFuture<String> err = reading(process.getErrorStream());
            CompletableFuture<String> out = reading(process.getInputStream());
            if (!process.waitFor(context.timeout().toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new FailureException(
                        "juju ssh took longer than " + context.timeout().toSeconds() + " s; raise --timeout");
            }
            return new Finished(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new FailureException(
                    "cannot run the juju command: install the Juju client and log in to the controller", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for juju ssh", e);
        }
    }

    /** Each stream has a thread of its own: a pool with one thread would read the second only after the first had ended. */
    private static CompletableFuture<String> reading(InputStream in) {
        return CompletableFuture.supplyAsync(() -> text(in), task -> new Thread(task, "juju ssh").start());
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String reason(Finished ssh) {
        String said = ssh.err().strip();
        String last = said.substring(said.lastIndexOf('\n') + 1);
        if (said.contains("a password is required") || said.contains("sudo:")) {
            return "sudo on that machine wants a password; the agent's socket belongs to root (" + last + ")";
        }
        if (said.contains("Host key verification failed")) {
            return "the machine's host key is not the known one; check it, then juju ssh there once by hand";
        }
        if (said.contains("Permission denied (publickey")) {
            return "no ssh key of yours is known there: juju add-ssh-key";
        }
        if (ssh.code() == 66) {
            return "there is no Juju agent on that machine under /var/lib/juju/agents";
        }
        if (ssh.code() == 69) {
            return "the agent there did not answer: " + last;
        }
        return last.isEmpty() ? "exit code " + ssh.code() : last;
    }

    private byte[] decode(String out) throws FailureException {
        int begin = out.indexOf(BEGIN);
        int end = out.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new FailureException(
                    "juju ssh " + target + " broke off before the whole profile had come; try again");
        }
        try {
            return Base64.getMimeDecoder().decode(out.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new FailureException("juju ssh " + target + " garbled the profile: " + e.getMessage(), e);
        }
    }
}
