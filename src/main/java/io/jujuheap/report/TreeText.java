// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.List;

/** The table of a {@link Tree}. */
final class TreeText {
    private static final String SEPARATOR =
            "----------------------------------------------------------+-------------\n";

    private static final String HEADING = "      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t ";

    private TreeText() {}

    static void appendTo(StringBuilder out, Tree tree, TextStyle style) {
        out.append(SEPARATOR);
        out.append(style.heading(HEADING)).append('\n');
        NodeText columns = new NodeText(out, tree.legend(), style);
        long sum = 0;
        for (Tree.Node node : tree.nodes()) {
            sum = Saturating.add(sum, node.flat());
            out.append(SEPARATOR);
            appendCalls(out, columns, node.callers(), node.cum());
            columns.appendValues(node.flat(), sum, node.cum());
            out.append("                | ");
            columns.appendName(node.name(), "");
            appendCalls(out, columns, node.callees(), node.cum());
        }
        if (!tree.nodes().isEmpty()) {
            out.append(SEPARATOR);
        }
    }

    /** Calls, with percentages of the cumulative value of the node. */
    private static void appendCalls(StringBuilder out, NodeText columns, List<Tree.Call> calls, long cum) {
        for (Tree.Call call : calls) {
            columns.appendValue(call.value(), 50);
            out.append(' ').append(Percentages.format(call.value(), cum)).append(" |   ");
            columns.appendName(call.name(), call.inline() ? " (inline)" : "");
        }
    }
}
