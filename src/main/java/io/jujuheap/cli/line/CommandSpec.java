// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import java.util.List;

/**
 * The name of a command, its options, and its help.
 *
 * @param name the word that selects the command
 * @param operands its operands in a synopsis, such as {@code SOURCE}; empty for none
 * @param summary one line for the list of commands, without a full stop
 * @param description what it does, a short paragraph; lines are wrapped
 * @param options its options besides {@code --help}
 * @param examples at least two, each a command line and its purpose
 */
public record CommandSpec(
        String name, String operands, String summary, String description, List<Opt> options, List<Example> examples) {

    /** A command line and its purpose. */
    public record Example(String commandLine, String purpose) {}

    public CommandSpec {
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }
}
