// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Opt;
import java.util.ArrayList;
import java.util.List;

/** Help texts, made from the specs of the commands. */
final class Help {
    /** Explains what a SOURCE can be. */
    static final String SOURCES =
            "A SOURCE is a profile file (text or protobuf, gzipped or not), - for standard input, an"
                    + " http(s):// URL, unix:PATH or unix:@NAME for a socket, an agent on this machine such as machine-0,"
                    + " juju:TARGET for a machine or unit reached through juju ssh, or FILE.zip:AGENT in a bundle.";

    private static final int MAX_LEFT_COLUMN = 34;
    private static final int COMMANDS_COLUMN = 12;
    private static final Opt HELP = Opt.flag("help", "print this help").letter('h');

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    private Help(int columns) {
        this.columns = columns;
    }

    /** Returns the list of commands, and where to find more help, in lines of at most {@code columns} characters. */
    static String overview(int columns) {
        Help help = new Help(columns);
        help.appendOverview();
        return help.text.toString();
    }

    /** Returns synopsis, description, options and examples of one command, in lines of at most {@code columns} characters. */
    static String of(CommandSpec spec, int columns) {
        Help help = new Help(columns);
        help.appendCommand(spec);
        return help.text.toString();
    }

    private void appendOverview() {
        appendWrapped("juju-heap: " + Version.DESCRIPTION, 0);
        text.append("\nUsage: juju-heap COMMAND [SOURCE…] [options]\n\nCommands:\n");
        for (String name : Commands.names()) {
            appendRow(name, Commands.find(name).orElseThrow().spec().summary(), COMMANDS_COLUMN);
        }
        appendRow("help", "explain a command, as --help does", COMMANDS_COLUMN);
        appendRow("version", "print the version, as -V does", COMMANDS_COLUMN);
        appendRow("man", "print the manual page", COMMANDS_COLUMN);
        appendRow("completion", "print a completion script for bash or zsh", COMMANDS_COLUMN);
        text.append('\n');
        appendWrapped(SOURCES, 0);
        text.append('\n');
        appendWrapped(
                "'juju-heap COMMAND --help' explains a command. Juju 2.9, and newer clients outside of the snap, have it as"
                        + " 'juju heap COMMAND …' too.",
                0);
    }

    private void appendCommand(CommandSpec spec) {
        text.append("Usage: juju-heap ").append(spec.name());
        text.append(spec.options().isEmpty() ? "" : " [options]");
        text.append(spec.operands().isEmpty() ? "" : " " + spec.operands()).append("\n\n");
        appendWrapped(spec.description(), 0);
        int longest = spec.options().stream()
                .mapToInt(opt -> left(opt).length())
                .max()
                .orElse(0);
        int column = Math.max(
                Math.min(MAX_LEFT_COLUMN, Math.min(longest + 2, columns / 2)),
                left(HELP).length() + 2);
        for (Opt.Group group : Opt.Group.values()) {
            appendGroup(group, spec, column);
        }
        appendExamples(spec.examples());
    }

    private void appendGroup(Opt.Group group, CommandSpec spec, int column) {
        List<Opt> options = new ArrayList<>(spec.options());
        options.add(HELP);
        options.removeIf(opt -> opt.group() != group);
        if (!options.isEmpty()) {
            text.append('\n').append(group.title()).append(":\n");
            options.forEach(opt -> appendRow(left(opt), opt.help(), column));
        }
    }

    private void appendExamples(List<CommandSpec.Example> examples) {
        text.append(examples.isEmpty() ? "" : "\nExamples:\n");
        for (CommandSpec.Example example : examples) {
            text.append("  ").append(example.commandLine()).append('\n');
            appendWrapped(example.purpose(), 6);
        }
    }

    private static String left(Opt opt) {
        String letter = opt.letter() == 0 ? "" : "-" + opt.letter() + ", ";
        return letter + "--" + opt.name() + (opt.takesValue() ? " " + opt.argument() : "");
    }

    private void appendRow(String left, String right, int column) {
        text.append("  ").append(left);
        int at = left.length();
        if (at + 2 > column) {
            text.append('\n').append("  ");
            at = 0;
        }
        text.append(" ".repeat(column - at));
        appendWrapped(right, column + 2, true);
    }

    private void appendWrapped(String words, int indent) {
        appendWrapped(words, indent, false);
    }

    /** Wraps lines between words; {@code isIndented} says whether the first line is already indented. */
    private void appendWrapped(String words, int indent, boolean isIndented) {
        text.append(isIndented ? "" : " ".repeat(indent));
        int column = indent;
        for (String word : words.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > columns) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
