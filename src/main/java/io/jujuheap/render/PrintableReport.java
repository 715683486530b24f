// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.memory.PartGrowth;
import io.jujuheap.report.BySource;
import io.jujuheap.report.DiffReport;
import io.jujuheap.report.Top;
import io.jujuheap.report.Traces;
import io.jujuheap.report.Tree;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A report in both of its forms. Each is created on demand.
 *
 * @param table makes the table
 * @param view makes the record that JSON binds
 */
public record PrintableReport(Function<TextRenderer, String> table, Supplier<Record> view) {
    public PrintableReport {
        requireNonNull(table, "table is null");
        requireNonNull(view, "view is null");
    }

    public static PrintableReport of(Top top) {
        return new PrintableReport(renderer -> renderer.text(top), () -> TopView.of(CaptureView.of(top.legend()), top));
    }

    public static PrintableReport of(Tree tree) {
        return new PrintableReport(
                renderer -> renderer.text(tree), () -> TreeView.of(CaptureView.of(tree.legend()), tree));
    }

    public static PrintableReport of(Traces traces) {
        return new PrintableReport(renderer -> renderer.text(traces), () -> TracesView.of(traces));
    }

    /** Returns the growth of a profile, and of the known parts of the process's memory. */
    public static PrintableReport of(DiffReport diff, List<PartGrowth> memory) {
        return new PrintableReport(
                renderer -> renderer.text(diff, memory),
                () -> DiffView.of(CaptureView.of(diff.base()), CaptureView.of(diff.target()), List.of(), diff, memory));
    }

    public static PrintableReport of(MemoryView memory) {
        return new PrintableReport(renderer -> renderer.text(memory), () -> memory);
    }

    public static PrintableReport of(BySource profiles) {
        BySourceView view = BySourceView.of(profiles);
        return new PrintableReport(renderer -> renderer.text(view), () -> view);
    }

    public static PrintableReport of(WatchView watch) {
        return new PrintableReport(renderer -> renderer.text(watch), () -> watch);
    }

    public static PrintableReport of(LeakReport leaks) {
        return new PrintableReport(renderer -> renderer.text(LeaksView.of(leaks)), () -> LeaksView.of(leaks));
    }

    public static PrintableReport of(GoroutineReport leaks) {
        return new PrintableReport(
                renderer -> renderer.text(GoroutineLeaksView.of(leaks)), () -> GoroutineLeaksView.of(leaks));
    }
}
