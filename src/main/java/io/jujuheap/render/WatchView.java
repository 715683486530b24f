// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.List;

/** JSON: the end of a watch over agents. */
public record WatchView(ComparisonView comparison, List<LeaksView> verdicts) {
    public WatchView {
        verdicts = List.copyOf(verdicts);
    }

    /** Returns the comparison, then the verdicts of each agent under its name. */
    String text(TextStyle style) {
        StringBuilder text = new StringBuilder(comparison.text(style));
        for (LeaksView leaks : verdicts) {
            text.append('\n').append(style.heading(leaks.agent())).append('\n').append(LeaksTable.text(leaks, style));
        }
        return text.toString();
    }
}
