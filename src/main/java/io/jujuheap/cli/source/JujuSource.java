// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.Programs;
import io.jujuheap.io.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A machine or unit reached through {@code juju ssh}, where nothing has to be installed: the remote script uses
 * {@code juju-introspect}, which every Juju machine has, or curl.
 *
 * <p>The answer comes back in base64 between two marker lines, with its length, so that a login banner, a terminal's
 * line endings or a tool that prints to standard output cannot change the bytes unnoticed.
 */
record JujuSource(String target) implements Source {
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._-]*");
    private static final Pattern ANSWER =
            Pattern.compile("-----juju-heap begin-----\\s([A-Za-z0-9+/=\\s]*)-----juju-heap end (\\d{1,9})-----");

    private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.-]{0,40}");
    private static final Pattern UNIT = Pattern.compile("([a-z][a-z0-9-]*)/(\\d+)");

    private static final int NO_AGENT = 66;
    private static final int NO_ANSWER = 69;
    private static final int TOO_LARGE = 70;

    /**
     * The start of the script that runs remotely as root. It finds the tag of the agent. Machine agents come first,
     * because one process serves a machine and its units.
     */
    private static final String SCRIPT =
            """
            for kind in machine controller application unit; do
              for dir in /var/lib/juju/agents/$kind-*; do [ -d "$dir" ] && break 2; done
            done
            [ -d "$dir" ] || exit 66
            body=$(mktemp) || exit 73
            trap 'rm -f "$body"' EXIT
            socket=$dir/introspection.socket
            ask() {
              if command -v juju-introspect >/dev/null && juju-introspect --agent="${dir##*/}" "$1" >"$body"; then :
              elif [ -S "$socket" ] && curl -sSf --unix-socket "$socket" "http://unix.socket/$1" >"$body"; then :
              elif curl -sSf --abstract-unix-socket "jujud-${dir##*/}" "http://unix.socket/$1" >"$body"; then :
              else exit 69
              fi
              tell
            }
            attempt() {
              (ask "$1") || printf '%s\\n%s\\n' '-----juju-heap begin-----' '-----juju-heap end 0-----'
            }
            tell() {
              [ "$(wc -c <"$body")" -le "$most" ] || exit 70
              echo '-----juju-heap begin-----'
              base64 <"$body"
              echo "-----juju-heap end $(wc -c <"$body" | tr -d ' ')-----"
            }
            """;

    /**
     * Prints the status of the process that listens on the agent's socket: 00010000 in the kernel's list of sockets,
     * see proc_net(5). If the process cannot be found, the status is empty.
     */
    private static final String TELL_STATUS =
            """
            inode=$(awk -v file="$socket" -v name="@jujud-${dir##*/}" \
              '$4 == "00010000" && ($8 == file || $8 == name) { print $7; exit }' /proc/net/unix)
            held=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\\[$inode\\]" -print -quit 2>/dev/null)
            cat "${held%/fd/*}/status" >"$body" 2>/dev/null || : >"$body"
            tell
            """;

    /** Prints the version in the agent's configuration, and nothing else of that file, which contains passwords. */
    private static final String TELL_VERSION =
            """
            sed -n 's/^upgradedToVersion: *//p' "$dir/agent.conf" >"$body" 2>/dev/null
            tell
            """;

    /** Runs the script as root: containers log in as root and may have no sudo, machines log in as ubuntu. */
    private static final String AS_ROOT =
            "script=%s; if [ \"$(id -u)\" = 0 ]; then sh -c \"$script\"; else sudo -n sh -c \"$script\"; fi";

    static JujuSource parse(String word) {
        String target = word.substring("juju:".length());
        if (!TARGET.matcher(target).matches()) {
            throw new UsageException(
                    "'" + word + "' does not name a machine or unit: write juju:0 or juju:postgresql/0");
        }
        return new JujuSource(target);
    }

    @Override
    public String name() {
        return "juju:" + target;
    }

    @Override
    public boolean isAgent() {
        return true;
    }

    /** Returns the tag if the target determines it: that of a machine, or of a controller on Kubernetes. */
    @Override
    public Optional<AgentTag> tag() {
        Matcher unit = UNIT.matcher(target);
        if (!unit.matches()) {
            return AgentTag.of("machine-" + target.replace('/', '-'));
        }
        String application = unit.group(1);
        return AgentTag.of((application.equals("controller") ? "" : "unit-") + application + "-" + unit.group(2));
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        return context.query().findsLeakedGoroutines()
                ? new LeakSearch(name(), context.juju().address(target), context).ofAgent(this::fetchAny)
                : fetchAny(context);
    }

    private byte[] fetchAny(SourceContext context) throws FailureException {
        return ask("ask " + path(context.query()) + "\n", 1, context).get(0);
    }

    @Override
    public AgentAnswers ask(List<AgentQuery> queries, SourceContext context) throws FailureException {
        boolean withStatus = queries.contains(AgentQuery.METRICS);
        String questions =
                queries.stream().map(query -> "attempt " + path(query) + "\n").collect(Collectors.joining());
        List<byte[]> answers =
                ask(questions + (withStatus ? TELL_STATUS : ""), queries.size() + (withStatus ? 1 : 0), context);
        AgentAnswers all = AgentAnswers.NONE;
        for (int i = 0; i < queries.size(); i++) {
            byte[] answer = answers.get(i);
            all = answer.length == 0
                    ? all.without(
                            queries.get(i),
                            name() + ": the agent there did not answer "
                                    + queries.get(i).target())
                    : all.with(queries.get(i), answer);
        }
        return withStatus ? all.withStatus(new String(answers.get(queries.size()), StandardCharsets.UTF_8)) : all;
    }

    @Override
    public Optional<String> jujuVersion(SourceContext context) throws FailureException {
        String told = new String(ask(TELL_VERSION, 1, context).get(0), StandardCharsets.UTF_8).strip();
        return VERSION.matcher(told).matches() ? Optional.of(told) : Optional.empty();
    }

    private static String path(AgentQuery query) {
        // juju-introspect expects a path without its first slash.
        return "'" + query.target().substring(1) + "'";
    }

    private List<byte[]> ask(String questions, int answers, SourceContext context) throws FailureException {
        // The remote login shell only has to start sh.
        List<String> words = List.of(
                "sh",
                "-c",
                quoted(AS_ROOT.formatted(quoted("most=" + context.maxBytes() + "\n" + SCRIPT + questions))));
        Programs.Result ssh = context.console()
                .progress()
                .during("asking " + name() + " through juju ssh…", () -> context.juju()
                        .run(target, words, context.timeout()));
        if (ssh.exitCode() != 0) {
            throw new FailureException("juju ssh " + target + " failed: " + reason(ssh));
        }
        return decode(ssh.output(), answers);
    }

    /** Quotes one word for the remote shell, because ssh joins the words with spaces. */
    private static String quoted(String script) {
        return "'" + script.replace("'", "'\\''") + "'";
    }

    private static String reason(Programs.Result ssh) {
        String said = ssh.error();
        if (ssh.exitCode() == NO_AGENT) {
            return "there is no Juju agent under /var/lib/juju/agents there";
        }
        if (ssh.exitCode() == TOO_LARGE) {
            return "the agent's answer is larger than allowed";
        }
        if (ssh.exitCode() == NO_ANSWER) {
            return "the agent there did not answer: " + ssh.lastWords();
        }
        if (said.contains("password is required") || said.contains("terminal is required")) {
            return "sudo asks for a password there, and the agent's socket belongs to root;"
                    + " log in as a user who may sudo without one";
        }
        if (said.contains("sudo") && said.contains("not found")) {
            return "there is no sudo there, and the agent's socket belongs to root";
        }
        if (said.contains("Host key verification failed")) {
            return "the machine's host key has changed; check it, then run juju ssh there once by hand";
        }
        if (said.contains("Permission denied (publickey")) {
            return "the machine does not have your ssh key; add it with juju add-ssh-key";
        }
        if (said.contains("\"ssh\": executable file not found")) {
            return "there is no ssh client on this machine; install openssh-client";
        }
        return ssh.lastWords().isEmpty() ? "it ended with exit code " + ssh.exitCode() : ssh.lastWords();
    }

    private List<byte[]> decode(String out, int count) throws FailureException {
        List<byte[]> answers = new ArrayList<>();
        for (Matcher answer = ANSWER.matcher(out); answer.find(); ) {
            answers.add(decoded(answer.group(1), Integer.parseInt(answer.group(2))));
        }
        if (answers.size() < count) {
            throw new FailureException("juju ssh " + target + " ended before the whole profile had arrived; try again");
        }
        return answers;
    }

    private byte[] decoded(String base64, int length) throws FailureException {
        try {
            byte[] answer = Base64.getMimeDecoder().decode(base64);
            if (answer.length == length) {
                return answer;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: invalid base64 and missing bytes have the same cause.
        }
        throw new FailureException("juju ssh " + target + " delivered a damaged profile; try again");
    }
}
