// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.io.UsageException;

/** The forms that reports come in: a table for people, JSON for scripts. */
enum ReportFormat {
    TABLE,
    JSON;

    static final Opt OPTION = Opt.value("format", "FORMAT", "table or json; default table");

    /**
     * What a command line asks for.
     *
     * @throws UsageException when it is neither
     */
    static ReportFormat of(Arguments arguments) {
        String name = arguments.text(OPTION).orElse("table");
        return switch (name) {
            case "table" -> TABLE;
            case "json" -> JSON;
            default -> throw new UsageException("there is no format '" + name + "': choose table or json");
        };
    }
}
