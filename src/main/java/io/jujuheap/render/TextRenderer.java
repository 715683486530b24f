// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.memory.PartGrowth;
import io.jujuheap.report.Coverage;
import io.jujuheap.report.DiffReport;
import io.jujuheap.report.Legend;
import io.jujuheap.report.Top;
import io.jujuheap.report.Traces;
import io.jujuheap.report.Tree;
import java.time.ZoneId;
import java.util.List;

/**
 * Reports as text, equal byte for byte to {@code go tool pprof -symbolize=none}. Without that option pprof also
 * shortens names that look like C++, which some generic functions of Go do. Here, names are unchanged. The abbreviation
 * of a time zone differs where Java knows a name and Go only an offset.
 */
public final class TextRenderer {
    private final ZoneId zone;
    private final TextStyle style;

    /** A renderer for files and pipes that writes times in {@code zone}. */
    public TextRenderer(ZoneId zone) {
        this(zone, TextStyle.PLAIN);
    }

    /** A renderer that writes times in {@code zone}. */
    public TextRenderer(ZoneId zone, TextStyle style) {
        this.zone = zone;
        this.style = style;
    }

    /**
     * A renderer that writes times in the time zone of this machine, as pprof does.
     *
     * @param isZoneInEnvironment whether the environment names a time zone, in the variable TZ
     */
    public static TextRenderer of(TextStyle style, boolean isZoneInEnvironment) {
        return new TextRenderer(LocalZone.get(isZoneInEnvironment), style);
    }

    /** Returns the style of text. */
    public TextStyle style() {
        return style;
    }

    /** The report, each line ended by a line feed. */
    public String text(Top report) {
        Top top = style.shown(report);
        StringBuilder out = new StringBuilder(256 + 96 * top.rows().size());
        appendLegend(out, top.legend(), top.coverage());
        new PprofTables(out, top.legend(), style).append(top);
        return out.toString();
    }

    /** The report, each line ended by a line feed. */
    public String text(Tree report) {
        Tree tree = style.shown(report);
        StringBuilder out = new StringBuilder(256 + 512 * tree.nodes().size());
        appendLegend(out, tree.legend(), tree.coverage());
        new PprofTables(out, tree.legend(), style).append(tree);
        return out.toString();
    }

    /** The report, each line ended by a line feed. */
    public String text(Traces report) {
        Traces traces = style.shown(report);
        StringBuilder out = new StringBuilder(256 + 1024 * traces.traces().size());
        LegendText.appendProfile(out, traces.legend(), zone);
        new PprofTables(out, traces.legend(), style).append(traces);
        return out.toString();
    }

    /** Returns the report with the growth of the known parts of memory; each line ends with a line feed. */
    public String text(DiffReport report, List<PartGrowth> memory) {
        DiffReport diff = style.shown(report);
        StringBuilder out = new StringBuilder(256 + 96 * diff.rows().size());
        DiffText.appendTo(out, diff, style);
        DiffText.appendMemory(out, memory, style);
        return out.toString();
    }

    /** Returns the verdicts: an explanation, a table, and the stack of each leak. */
    String text(LeaksView report) {
        return LeaksTable.text(style.shown(report), style);
    }

    /** Returns the verdicts on goroutines. */
    String text(GoroutineLeaksView report) {
        return GoroutineLeaksTable.text(style.shown(report), style);
    }

    /** Returns the parts of resident memory: a sentence about the largest, a table, and the limits of the figures. */
    public String text(MemoryView report) {
        return MemoryTable.text(style.shown(report), style);
    }

    /** Returns the end of a watch: a comparison of the agents, and the verdicts on each. */
    String text(WatchView watch) {
        return style.shown(watch).text(style);
    }

    /** Returns the functions of several profiles, side by side. */
    String text(BySourceView profiles) {
        return style.shown(profiles).text(style);
    }

    private void appendLegend(StringBuilder out, Legend legend, Coverage coverage) {
        LegendText.appendProfile(out, legend, zone);
        LegendText.appendFilters(out, legend);
        LegendText.appendCoverage(out, legend, coverage);
    }
}
