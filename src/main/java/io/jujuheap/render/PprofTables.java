// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Saturating;
import io.jujuheap.report.Inlining;
import io.jujuheap.report.Legend;
import io.jujuheap.report.Top;
import io.jujuheap.report.Traces;
import io.jujuheap.report.Tree;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** Writes the tables of {@code go tool pprof}: top, tree and traces. */
final class PprofTables {
    private static final String TOP_HEADING = "      flat  flat%   sum%        cum   cum%";
    private static final String TREE_HEADING = TOP_HEADING + "   calls calls% + context \t \t ";
    private static final String TREE_SEPARATOR =
            "----------------------------------------------------------+-------------\n";
    private static final String TRACES_SEPARATOR =
            "-----------+-------------------------------------------------------\n";

    private static final int WIDTH = 10;
    private static final int CALL_WIDTH = 50;
    private static final String SPACES = " ".repeat(64);

    private final StringBuilder out;
    private final ValueWriter values;
    private final long total;
    private final TextStyle style;

    PprofTables(StringBuilder out, Legend legend, TextStyle style) {
        this.out = out;
        this.values = new ValueWriter(legend.format());
        this.total = legend.total();
        this.style = style;
    }

    void append(Top top) {
        appendHeading(TOP_HEADING);
        long sum = 0;
        for (Top.Row row : top.rows()) {
            sum = Saturating.add(sum, row.flat());
            appendValues(row.flat(), sum, row.cum());
            out.append("  ");
            appendName(
                    row.name(),
                    row.inlining() == Inlining.NONE
                            ? ""
                            : " ".concat(row.inlining().tag()));
        }
    }

    void append(Tree tree) {
        out.append(TREE_SEPARATOR);
        appendHeading(TREE_HEADING);
        long sum = 0;
        for (Tree.Node node : tree.nodes()) {
            sum = Saturating.add(sum, node.flat());
            out.append(TREE_SEPARATOR);
            appendCalls(node.callers(), node.cum());
            appendValues(node.flat(), sum, node.cum());
            out.append("                | ");
            appendName(node.name(), "");
            appendCalls(node.callees(), node.cum());
        }
        if (!tree.nodes().isEmpty()) {
            out.append(TREE_SEPARATOR);
        }
    }

    /** The lines of each set of labels, which many samples share. */
    void append(Traces traces) {
        IdentityHashMap<List<Traces.Tag>, String> linesOfTags = new IdentityHashMap<>();
        for (Traces.Trace trace : traces.traces()) {
            out.append(TRACES_SEPARATOR);
            out.append(linesOfTags.computeIfAbsent(trace.tags(), PprofTables::lines));
            String value = values.write(trace.value());
            for (Traces.Frame frame : trace.frames()) {
                appendRight(out, value, WIDTH);
                out.append("   ");
                appendName(frame.name(), frame.inlined() ? " (inline)" : "");
                value = "";
            }
        }
        out.append(TRACES_SEPARATOR);
    }

    /** Texts before numbers, each kind in the order of its lines. */
    private static String lines(List<Traces.Tag> tags) {
        StringBuilder lines = new StringBuilder();
        tags.stream()
                .sorted(Comparator.comparing(Traces.Tag::isNumeric).thenComparing(PprofTables::line))
                .forEach(tag -> lines.append(line(tag)).append('\n'));
        return lines.toString();
    }

    private static String line(Traces.Tag tag) {
        StringBuilder line = new StringBuilder(32);
        appendRight(line, tag.key(), WIDTH);
        return line.append(":  ").append(ValueWriter.text(tag)).toString();
    }

    /** Calls, with percentages of the cumulative value of the node. */
    private void appendCalls(List<Tree.Call> calls, long cum) {
        for (Tree.Call call : calls) {
            appendRight(out, values.write(call.value()), CALL_WIDTH);
            out.append(' ').append(Decimals.percentage(call.value(), cum)).append(" |   ");
            appendName(call.name(), call.inline() ? " (inline)" : "");
        }
    }

    private void appendHeading(String heading) {
        out.append(style.heading(heading)).append('\n');
    }

    /** {@code flat flat% sum% cum cum%}, without a space at the end. */
    private void appendValues(long flat, long sum, long cum) {
        appendRight(out, values.write(flat), WIDTH);
        out.append(' ').append(Decimals.percentage(flat, total));
        out.append(' ').append(Decimals.percentage(sum, total)).append(' ');
        appendRight(out, values.write(cum), WIDTH);
        out.append(' ').append(Decimals.percentage(cum, total));
    }

    /** Ends the line with a name and an optional remark. */
    private void appendName(String name, String remark) {
        style.appendName(out, name, remark);
        out.append('\n');
    }

    /** Appends the text after as many spaces as fill {@code width}. */
    static void appendRight(StringBuilder out, String text, int width) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing > 0) {
            out.append(SPACES, 0, Math.min(missing, SPACES.length()));
        }
        out.append(text);
    }
}
