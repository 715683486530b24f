// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.time.ZoneId;

/**
 * Reports as text, equal byte for byte to {@code go tool pprof -symbolize=none}. Without that option pprof also shortens
 * names that look like C++ to it, and takes some generic functions of Go for such; here names stay as Go wrote them. The
 * abbreviation of a time zone differs where Java knows a name and Go only an offset.
 */
public final class TextRenderer {
    private final ZoneId zone;
    private final TextStyle style;

    /** A renderer for files and pipes that writes times in {@code zone}. */
    public TextRenderer(ZoneId zone) {
        this(zone, TextStyle.PLAIN);
    }

    private TextRenderer(ZoneId zone, TextStyle style) {
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

    private static TextRenderer here() {
        return new TextRenderer(LocalZone.ofJava());
    }

    /** The report as pprof prints it on this machine. */
    public static String render(Top top) {
        return here().text(top);
    }

    /** The report as pprof prints it on this machine. */
    public static String render(Tree tree) {
        return here().text(tree);
    }

    /** The report as pprof prints it on this machine. */
    public static String render(Traces traces) {
        return here().text(traces);
    }

    /** The report; it has no counterpart in pprof. */
    public static String render(DiffReport diff) {
        return here().text(diff);
    }

    /** The report, each line ended by a line feed. */
    public String text(Top top) {
        StringBuilder out = new StringBuilder(256 + 96 * top.rows().size());
        appendLegend(out, top.legend(), top.coverage());
        TopText.appendTo(out, top, style);
        return out.toString();
    }

    /** The report, each line ended by a line feed. */
    public String text(Tree tree) {
        StringBuilder out = new StringBuilder(256 + 512 * tree.nodes().size());
        appendLegend(out, tree.legend(), tree.coverage());
        TreeText.appendTo(out, tree, style);
        return out.toString();
    }

    /** The report, each line ended by a line feed. */
    public String text(Traces traces) {
        StringBuilder out = new StringBuilder(256 + 1024 * traces.traces().size());
        LegendText.appendProfile(out, traces.legend(), zone);
        TracesText.appendTo(out, traces, style);
        return out.toString();
    }

    /** The report, each line ended by a line feed. */
    public String text(DiffReport diff) {
        StringBuilder out = new StringBuilder(256 + 96 * diff.rows().size());
        DiffText.appendTo(out, diff, style);
        return out.toString();
    }

    private void appendLegend(StringBuilder out, Legend legend, Coverage coverage) {
        LegendText.appendProfile(out, legend, zone);
        LegendText.appendFilters(out, legend);
        LegendText.appendCoverage(out, legend, coverage);
    }
}
