// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import java.util.ArrayList;
import java.util.List;

/**
 * An option of a command, for the parser, help, the man page and completion.
 *
 * @param name the long name, without dashes
 * @param letter the short name, 0 for none
 * @param argument the name of its argument in help, such as {@code REGEX}; empty for a flag
 * @param help one sentence without a full stop
 * @param repeatable whether it may be given more than once
 * @param group the part of help that lists it
 * @param choices the values for completion; empty when any text may be valid
 * @param synonym another long name, which help does not list; empty for none
 */
public record Opt(
        String name,
        char letter,
        String argument,
        String help,
        boolean repeatable,
        Group group,
        List<String> choices,
        String synonym) {

    /** The parts of help, in their order. All but the first are shared by several commands. */
    public enum Group {
        /** The options of this command only. */
        OWN("Options"),
        /** The options for the samples and rows of a report. */
        FILTERS("Filters"),
        /** The options for the rows of a report and the format of its numbers. */
        ROWS("Rows, order and units"),
        /** The options for connections to agents, machines and servers. */
        SOURCES("Sources");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** Returns the heading in help. */
        public String title() {
            return title;
        }
    }

    public Opt {
        choices = List.copyOf(choices);
    }

    /** Returns the options of several lists, in order. */
    @SafeVarargs
    public static List<Opt> joined(List<Opt>... lists) {
        List<Opt> all = new ArrayList<>();
        for (List<Opt> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    /** Returns an option without an argument. */
    public static Opt flag(String name, String help) {
        return value(name, "", help);
    }

    /** Returns an option with an argument. */
    public static Opt value(String name, String argument, String help) {
        return new Opt(name, (char) 0, argument, help, false, Group.OWN, List.of(), "");
    }

    /** Returns the same option with a short name. */
    public Opt letter(char shortName) {
        return new Opt(name, shortName, argument, help, repeatable, group, choices, synonym);
    }

    /** Returns the same option, which may be given more than once. */
    public Opt anyNumber() {
        return new Opt(name, letter, argument, help, true, group, choices, synonym);
    }

    /** Returns the same option in another part of help. */
    public Opt in(Group part) {
        return new Opt(name, letter, argument, help, repeatable, part, choices, synonym);
    }

    /** Returns the same option with its values for completion. */
    public Opt oneOf(List<String> words) {
        return new Opt(name, letter, argument, help, repeatable, group, words, synonym);
    }

    /** Returns the same option with a second long name. */
    public Opt orNamed(String other) {
        return new Opt(name, letter, argument, help, repeatable, group, choices, other);
    }

    /** Returns whether it has an argument. */
    public boolean takesValue() {
        return !argument.isEmpty();
    }
}
