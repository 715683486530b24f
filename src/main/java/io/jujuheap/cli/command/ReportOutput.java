// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import io.jujuheap.render.Json;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.render.TextRenderer;
import io.jujuheap.render.TextStyle;
import java.util.List;
import java.util.Optional;

/**
 * The format of a report, and the file to write.
 *
 * @param isJson whether it is JSON, for scripts, in place of a table
 * @param file the file to write; empty for standard output
 */
record ReportOutput(boolean isJson, Optional<OutputFile> file) {
    static final Opt FORMAT =
            Opt.value("format", "FORMAT", "table or json; default table").oneOf(List.of("table", "json"));
    static final Opt OUTPUT = Opt.value("output", "FILE", "where to write; default: standard output")
            .letter('o');

    /** The options of a report. */
    static final List<Opt> OPTIONS = List.of(FORMAT, OUTPUT);

    /**
     * Returns the output that a command line names.
     *
     * @throws UsageException when the format is unknown
     */
    static ReportOutput of(Arguments arguments) {
        String name = arguments.text(FORMAT).orElse("table");
        if (!FORMAT.choices().contains(name)) {
            throw new UsageException("there is no format '" + name + "': choose table or json");
        }
        boolean isToFile =
                arguments.has(OUTPUT) && !arguments.text(OUTPUT).orElseThrow().equals("-");
        return new ReportOutput(
                name.equals("json"), isToFile ? Optional.of(OutputFile.of(arguments, OUTPUT)) : Optional.empty());
    }

    /** Returns the same form on standard output, for commands whose option {@code -o} means something else. */
    ReportOutput toConsole() {
        return new ReportOutput(isJson, Optional.empty());
    }

    /**
     * Writes reports, tables with an empty line between them. On a terminal a table fits its width; times are in the zone
     * that the environment names.
     *
     * @throws FailureException when the file cannot be written
     */
    void write(List<PrintableReport> reports, Console console) throws FailureException {
        if (file.isPresent()) {
            file.get().write(bytes(reports, TextStyle.PLAIN, console), console);
        } else {
            byte[] bytes = bytes(reports, console.style(), console);
            console.out().write(bytes, 0, bytes.length);
        }
    }

    void write(PrintableReport report, Console console) throws FailureException {
        write(List.of(report), console);
    }

    private byte[] bytes(List<PrintableReport> reports, TextStyle style, Console console) {
        if (isJson) {
            if (reports.size() != 1) {
                throw new UsageException("as JSON give heap profiles or goroutine profiles, not both");
            }
            return Json.line(reports.get(0).view().get());
        }
        TextRenderer renderer = TextRenderer.of(style, console.environment().containsKey("TZ"));
        return String.join(
                        "\n",
                        reports.stream()
                                .map(report -> report.table().apply(renderer))
                                .toList())
                .getBytes(UTF_8);
    }
}
