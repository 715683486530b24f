// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.time.ZoneId;

/**
 * Reports as text, equal to {@code go tool pprof}'s byte for byte; only the abbreviation of a time zone may differ, where
 * Java knows a name and Go an offset.
 */
public final class TextRenderer {
    private final ZoneId zone;

    /** A renderer that writes times in {@code zone}. */
    public TextRenderer(ZoneId zone) {
        this.zone = zone;
    }

    /** The report with times in the time zone of this machine, as pprof writes them. */
    public static String render(Top top) {
        return new TextRenderer(ZoneId.systemDefault()).text(top);
    }

    /** The report, each line ended by a line feed. */
    public String text(Top top) {
        StringBuilder out = new StringBuilder(256 + 96 * top.rows().size());
        LegendText.appendTo(out, top.legend(), zone);
        LegendText.appendTo(out, top.legend(), top.coverage());
        TopText.appendTo(out, top);
        return out.toString();
    }
}
