// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code man}: prints the manual page juju-heap(1), in man(7) macros, made from the specs of the commands; for
 * {@code make install}.
 */
final class ManPage implements Command {
    /** The shapes of the views in {@code render}; a test compares the two. */
    private static final String JSON =
            """
            .SH JSON
            With \\fB\\-\\-format json\\fR a report is one JSON object on one line. Fields may be added in later versions; none
            is renamed or removed. Values are whole numbers in \\fIsampleType.unit\\fR, percentages are of \\fItotal\\fR, sampling
            errors are those of 95 in 100 cases, times are ISO 8601 in UTC. What is not known is left out. Names are never
            shortened.
            .TP
            top
            capture {agent, takenAt, snapshot, program}, sampleType {type, unit}, filters, total, shown, functions,
            rows [{function, inline, flat, flatPercent, sumPercent, cum, cumPercent}]
            .TP
            tree, peek
            capture, sampleType, filters, total, nodes [{function, flat, cum, callers, callees}], where callers and
            callees are [{function, value, inline}]
            .TP
            traces
            capture, sampleType, filters, total, traces [{value, labels, stack}], with the innermost function first
            .TP
            diff
            base and target {as capture}, sampleType, filters, baseTotal, targetTotal, growth, growthPerHour, grown,
            shrunk, rows [{function, base, target, growth, growthPercent, growthPerHour, samplingError,
            withinSamplingError}], omitted, restarted, restarts, memory [{part, title, base, target, growth}]
            .TP
            leaks
            agent, from, to, snapshots, segments, sites [{function, caller, stack, verdict, reason, inuseBytes,
            slopeBytesPerHour, slopeLow, slopeHigh, freedPercent, noiseFloorBytes, growthPercent, firstSeen,
            restartedAt, meanAgeHours}], young, explanation, timeToLimit {limitBytes, limitSource, hours, soonestHours, latestHours}
            .TP
            memory
            source, takenAt, residentBytes, sumBytes, parts [{part, title, bytes, percent, samplingErrorBytes,
            sinceLastCollectionBytes, keptFreeBytes}], unsplitBytes, explanation, caveats, trend {from, to, explanation,
            parts [{part, direction, slopeBytesPerHour, slopeLow, slopeHigh}]}
            .TP
            agents
            agents [{tag, kind, socket, up, problem, askedThrough, covers, model, controller, version}]
            """;

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "man",
                "",
                "print the manual page",
                "Prints the manual page in troff's man macros.",
                List.of(),
                List.of(
                        new CommandSpec.Example("juju-heap man | man -l -", "read it"),
                        new CommandSpec.Example(
                                "juju-heap man > /usr/local/share/man/man1/juju-heap.1", "install it")));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        arguments.operands(0, 0, "no operands");
        console.out().print(text());
        return OK;
    }

    private static String text() {
        StringBuilder page = new StringBuilder();
        page.append(".TH JUJU-HEAP 1 \"\" \"juju-heap ").append(Version.text()).append("\" \"User Commands\"\n");
        page.append(".SH NAME\njuju-heap \\- ")
                .append(escaped(Version.DESCRIPTION))
                .append('\n');
        page.append(".SH SYNOPSIS\n.B juju-heap\n.I COMMAND\n[options] [\\fISOURCE\\fR...]\n");
        page.append(".SH SOURCES\n").append(escaped(Help.SOURCES)).append("\n.SH COMMANDS\n");
        Commands.specs().forEach(spec -> command(page, spec));
        page.append(".SH SHARED OPTIONS\n");
        sharedOptions(page);
        page.append(JSON);
        page.append(".SH EXIT STATUS\n");
        page.append(".TP\n0\nDone.\n.TP\n1\nA profile could not be got or read.\n.TP\n2\nWrong usage.\n");
        page.append(".TP\n3\n\\fBleaks \\-\\-fail\\-on\\-leak\\fR found a leak.\n");
        page.append(".SH ENVIRONMENT\n.TP\nNO_COLOR\nNo colours, when set to anything.\n");
        page.append(".TP\nNETRC\nThe file with credentials for URLs, instead of ~/.netrc.\n");
        page.append(".TP\nJUJU_HEAP_JAVA, JUJU_HEAP_JAVA_OPTS\nThe Java to run on, and options for it.\n");
        return page.toString();
    }

    private static void command(StringBuilder page, CommandSpec spec) {
        page.append(".SS \"")
                .append(escaped(spec.name() + " " + spec.operands()))
                .append("\"\n");
        page.append(escaped(spec.description())).append('\n');
        spec.options().stream().filter(opt -> opt.group() == Opt.Group.OWN).forEach(opt -> option(page, opt));
        String shared = spec.options().stream()
                .filter(opt -> opt.group() != Opt.Group.OWN)
                .map(opt -> "--" + opt.name())
                .collect(Collectors.joining(", "));
        if (!shared.isEmpty()) {
            page.append(".PP\n")
                    .append(escaped("Shared options, explained below: " + shared + "."))
                    .append('\n');
        }
        for (CommandSpec.Example example : spec.examples()) {
            page.append(".PP\n.EX\n").append(escaped(example.commandLine())).append("\n.EE\n");
            page.append(escaped(example.purpose())).append('\n');
        }
    }

    /** Explains the options that several commands have, once. */
    private static void sharedOptions(StringBuilder page) {
        for (Opt.Group group : Opt.Group.values()) {
            if (group != Opt.Group.OWN) {
                page.append(".SS \"").append(escaped(group.title())).append("\"\n");
                Commands.specs().stream()
                        .flatMap(spec -> spec.options().stream())
                        .filter(opt -> opt.group() == group)
                        .distinct()
                        .forEach(opt -> option(page, opt));
            }
        }
    }

    private static void option(StringBuilder page, Opt opt) {
        page.append(".TP\n").append(option(opt)).append('\n');
        page.append(escaped(opt.help())).append('\n');
    }

    private static String option(Opt opt) {
        String letter = opt.letter() == 0 ? "" : "\\fB" + escaped("-" + opt.letter()) + "\\fR, ";
        String argument = opt.takesValue() ? " \\fI" + escaped(opt.argument()) + "\\fR" : "";
        return letter + "\\fB" + escaped("--" + opt.name()) + "\\fR" + argument;
    }

    /** Escapes a text, so that troff reads no requests in it. */
    private static String escaped(String text) {
        String safe = NOT_ASCII
                .matcher(text.replace("\\", "\\e").replace("-", "\\-"))
                .replaceAll(other -> "\\\\[u%04X]".formatted(other.group().codePointAt(0)));
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
