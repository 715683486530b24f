// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.io.UsageException;
import io.jujuheap.render.Json;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.render.TextRenderer;

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

    /** Prints a report in this form; a table in the console's style, with times in the zone that its environment names. */
    void print(PrintableReport report, Console console) {
        if (this == JSON) {
            byte[] line = Json.line(report.view().get());
            console.out().write(line, 0, line.length);
        } else {
            boolean hasZone = console.environment().containsKey("TZ");
            console.out().print(report.table().apply(TextRenderer.of(console.style(), hasZone)));
        }
    }
}
