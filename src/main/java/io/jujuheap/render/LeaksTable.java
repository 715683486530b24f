// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.List;

/** Verdicts as text: an explanation, a row for each site, and the stack of each leak. */
public final class LeaksTable {
    private static final int STACK_FRAMES = 12;
    private static final String INDENT = "    ";

    private LeaksTable() {}

    /** Returns the whole answer. */
    static String text(LeaksView leaks, TextStyle style) {
        StringBuilder text = new StringBuilder(style.paragraph(leaks.explanation())).append('\n');
        if (!leaks.sites().isEmpty()) {
            text.append('\n').append(table(leaks, Integer.MAX_VALUE, style));
            leaks.leaks()
                    .forEach(site -> appendStack(text, site.functionAndCaller(), site.reason(), site.stack(), style));
        }
        return text.toString();
    }

    /** The rows of the first sites under their heading, in the order of the verdicts. */
    public static String table(LeaksView leaks, int rows, TextStyle style) {
        Columns table = new Columns(
                style, "lrRrRrl", "VERDICT", "GROWTH/H", "WITHIN", "IN USE", "OF GROWTH", "FREED", "FUNCTION");
        leaks.sites().stream()
                .limit(rows)
                .forEach(site -> table.row(
                        site.leaks() ? style.bad(site.verdict()) : site.verdict(),
                        Quantities.change((long) site.slopeBytesPerHour()),
                        "±" + Quantities.bytes(Math.round((site.slopeHigh() - site.slopeLow()) / 2)),
                        Quantities.bytes(site.inuseBytes()),
                        Quantities.percent(site.growthPercent()),
                        site.freedPercent() == null ? "" : Quantities.percent(site.freedPercent()),
                        site.functionAndCaller()));
        return table.text();
    }

    /** Appends the details of a leak: the evidence, and its stack, leaf first. */
    static void appendStack(StringBuilder text, String function, String reason, List<String> stack, TextStyle style) {
        text.append('\n').append(style.paragraph(function + ": " + reason)).append('\n');
        stack.stream().limit(STACK_FRAMES).forEach(frame -> text.append(INDENT)
                .append(style.name(frame, INDENT.length()))
                .append('\n'));
        if (stack.size() > STACK_FRAMES) {
            text.append(INDENT)
                    .append("… and ")
                    .append(stack.size() - STACK_FRAMES)
                    .append(" callers\n");
        }
    }
}
