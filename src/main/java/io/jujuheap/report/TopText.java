// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;

/** The table of a {@link Top}. */
final class TopText {
    private TopText() {}

    static void appendTo(StringBuilder out, Top top) {
        out.append("      flat  flat%   sum%        cum   cum%\n");
        NodeText columns = new NodeText(out, top.legend());
        long sum = 0;
        for (Top.Row row : top.rows()) {
            sum = Saturating.add(sum, row.flat());
            columns.appendValues(row.flat(), sum, row.cum());
            out.append("  ").append(row.name());
            if (row.inlining() != Inlining.NONE) {
                out.append(' ').append(row.inlining().tag());
            }
            out.append('\n');
        }
    }
}
