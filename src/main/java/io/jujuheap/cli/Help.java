// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Opt;
import java.util.List;

/** Help texts, made from the specs of the commands. */
final class Help {
    /** Explains what a SOURCE can be. */
    static final String SOURCES =
            "A SOURCE is a profile file (text or protobuf, gzipped or not), - for standard input, an"
                    + " http(s):// URL, unix:PATH or unix:@NAME for a socket, an agent on this machine such as machine-0, or"
                    + " juju:TARGET for a machine or unit reached through juju ssh.";

    private static final int WIDTH = 100;
    private static final int MAX_LEFT_COLUMN = 34;

    private Help() {}

    /** Returns the list of commands, and where to find more help. */
    static String overview() {
        StringBuilder text = new StringBuilder();
        text.append("juju-heap: ").append(Version.DESCRIPTION).append("\n\n");
        text.append("Usage: juju-heap COMMAND [SOURCE…] [options]\n\nCommands:\n");
        for (String name : Commands.names()) {
            row(text, name, Commands.find(name).orElseThrow().spec().summary(), 12);
        }
        row(text, "help", "explain a command, as --help does", 12);
        row(text, "version", "print the version, as -V does", 12);
        row(text, "man", "print the manual page", 12);
        row(text, "completion", "print a completion script for bash or zsh", 12);
        text.append('\n');
        wrapped(text, SOURCES, 0);
        text.append('\n');
        wrapped(
                text,
                "'juju-heap COMMAND --help' explains a command. Juju 2.9, and newer clients outside of the snap, have it as"
                        + " 'juju heap COMMAND …' too.",
                0);
        return text.toString();
    }

    /** Synopsis, description, options and examples of one command. */
    static String of(CommandSpec spec) {
        StringBuilder text = new StringBuilder("Usage: juju-heap ").append(spec.name());
        text.append(spec.options().isEmpty() ? "" : " [options]");
        text.append(spec.operands().isEmpty() ? "" : " " + spec.operands()).append("\n\n");
        wrapped(text, spec.description(), 0);
        text.append("\nOptions:\n");
        int column = Math.min(
                MAX_LEFT_COLUMN,
                spec.options().stream()
                                .mapToInt(opt -> left(opt).length())
                                .max()
                                .orElse(0)
                        + 2);
        column = Math.max(column, "-h, --help".length() + 2);
        for (Opt opt : spec.options()) {
            row(text, left(opt), opt.help(), column);
        }
        row(text, "-h, --help", "print this help", column);
        examples(text, spec.examples());
        return text.toString();
    }

    private static void examples(StringBuilder text, List<CommandSpec.Example> examples) {
        text.append(examples.isEmpty() ? "" : "\nExamples:\n");
        for (CommandSpec.Example example : examples) {
            text.append("  ").append(example.commandLine()).append('\n');
            wrapped(text, example.purpose(), 6);
        }
    }

    private static String left(Opt opt) {
        String letter = opt.letter() == 0 ? "" : "-" + opt.letter() + ", ";
        return letter + "--" + opt.name() + (opt.takesValue() ? " " + opt.argument() : "");
    }

    private static void row(StringBuilder text, String left, String right, int column) {
        text.append("  ").append(left);
        int at = left.length();
        if (at + 2 > column) {
            text.append('\n').append("  ");
            at = 0;
        }
        text.append(" ".repeat(column - at));
        int indent = column + 2;
        StringBuilder lines = new StringBuilder();
        wrapped(lines, right, indent);
        text.append(lines.substring(indent));
    }

    private static void wrapped(StringBuilder text, String words, int indent) {
        int column = WIDTH;
        for (String word : words.split(" ", -1)) {
            if (column + 1 + word.length() > WIDTH) {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n");
                text.append(" ".repeat(indent)).append(word);
                column = indent + word.length();
            } else {
                text.append(' ').append(word);
                column += 1 + word.length();
            }
        }
        text.append('\n');
    }
}
