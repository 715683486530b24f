// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;

/** The table of a {@link Top}. */
final class TopText {
    private static final String HEADING = "      flat  flat%   sum%        cum   cum%";

    private TopText() {}

    static void appendTo(StringBuilder out, Top top, TextStyle style) {
        out.append(style.heading(HEADING)).append('\n');
        NodeText columns = new NodeText(out, top.legend(), style);
        long sum = 0;
        for (Top.Row row : top.rows()) {
            sum = Saturating.add(sum, row.flat());
            columns.appendValues(row.flat(), sum, row.cum());
            out.append("  ");
            columns.appendName(
                    row.name(),
                    row.inlining() == Inlining.NONE
                            ? ""
                            : " ".concat(row.inlining().tag()));
        }
    }
}
