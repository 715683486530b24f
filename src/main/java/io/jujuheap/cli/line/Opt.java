// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import static java.util.Objects.requireNonNull;

/**
 * An option of a command: what the parser takes, and what help, man page and completion say of it.
 *
 * @param name the long name, without dashes
 * @param letter the short name, 0 for none
 * @param argument the name of its argument in help, such as {@code REGEX}; empty for a flag
 * @param help one sentence without a full stop
 * @param repeatable whether it may be given more than once
 */
public record Opt(String name, char letter, String argument, String help, boolean repeatable) {
    public Opt {
        requireNonNull(name, "name is null");
        requireNonNull(argument, "argument is null");
        requireNonNull(help, "help is null");
    }

    /** Returns an option without an argument. */
    public static Opt flag(String name, String help) {
        return new Opt(name, (char) 0, "", help, false);
    }

    /** Returns an option with an argument. */
    public static Opt value(String name, String argument, String help) {
        return new Opt(name, (char) 0, argument, help, false);
    }

    /** Returns the same option with a short name. */
    public Opt letter(char shortName) {
        return new Opt(name, shortName, argument, help, repeatable);
    }

    /** Returns the same option, which may be given more than once. */
    public Opt anyNumber() {
        return new Opt(name, letter, argument, help, true);
    }

    /** Returns whether it has an argument. */
    public boolean takesValue() {
        return !argument.isEmpty();
    }
}
