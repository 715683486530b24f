// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Console;
import io.jujuheap.report.DiffReport;
import io.jujuheap.report.TextRenderer;
import io.jujuheap.report.Top;
import io.jujuheap.report.Traces;
import io.jujuheap.report.Tree;
import java.util.function.Function;
import java.util.function.Supplier;

/** A report that can be written in each {@link ReportFormat}. */
final class PrintableReport {
    private final Function<TextRenderer, String> table;
    private final Supplier<String> json;

    private PrintableReport(Function<TextRenderer, String> table, Supplier<String> json) {
        this.table = table;
        this.json = json;
    }

    static PrintableReport of(Top top) {
        return new PrintableReport(renderer -> renderer.text(top), () -> ReportJson.of(top));
    }

    static PrintableReport of(Tree tree) {
        return new PrintableReport(renderer -> renderer.text(tree), () -> ReportJson.of(tree));
    }

    static PrintableReport of(Traces traces) {
        return new PrintableReport(renderer -> renderer.text(traces), () -> ReportJson.of(traces));
    }

    static PrintableReport of(DiffReport diff) {
        return new PrintableReport(renderer -> renderer.text(diff), () -> ReportJson.of(diff));
    }

    /** The report for a console: its table in the console's style, with times in the zone that its environment names. */
    String in(ReportFormat format, Console console) {
        return format == ReportFormat.JSON
                ? json.get()
                : table.apply(
                        TextRenderer.of(console.style(), console.environment().containsKey("TZ")));
    }
}
