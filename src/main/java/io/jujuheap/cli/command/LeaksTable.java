// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.report.TextStyle;
import io.jujuheap.report.ValueFormat;
import java.util.Locale;

/** Verdicts as text: what was found in words, a row for each site, and the stack of each leak. */
final class LeaksTable {
    private static final int STACK_FRAMES = 12;
    private static final String INDENT = "    ";

    private LeaksTable() {}

    static String of(LeakReport report, TextStyle style) {
        StringBuilder text = new StringBuilder(report.explanation()).append('\n');
        if (report.sites().isEmpty()) {
            return text.toString();
        }
        Columns table = new Columns(
                style, "lrrrrrl", "VERDICT", "GROWTH/H", "IN USE", "OF GROWTH", "FREED", "CHANCE", "FUNCTION");
        for (SiteVerdict site : report.sites()) {
            table.row(
                    site.isLeak()
                            ? style.bad(site.verdict().word())
                            : site.verdict().word(),
                    signed(site.slopeBytesPerHour()),
                    bytes(site.inuseBytes()),
                    percent(site.growthShare()),
                    percent(site.freedRatio()),
                    chance(site.pValue()),
                    site.function());
        }
        text.append('\n').append(table.text());
        report.leaks().forEach(site -> appendStack(text, site, style));
        return text.toString();
    }

    private static void appendStack(StringBuilder text, SiteVerdict leak, TextStyle style) {
        text.append('\n')
                .append(style.heading(leak.function()))
                .append(": ")
                .append(leak.reason())
                .append('\n');
        leak.stack().stream().limit(STACK_FRAMES).forEach(frame -> text.append(INDENT)
                .append(style.name(frame, INDENT.length()))
                .append('\n'));
        if (leak.stack().size() > STACK_FRAMES) {
            text.append(INDENT)
                    .append("… and ")
                    .append(leak.stack().size() - STACK_FRAMES)
                    .append(" callers\n");
        }
    }

    private static String signed(double bytesPerHour) {
        String text = bytes((long) bytesPerHour);
        return bytesPerHour > 0 ? "+" + text : text;
    }

    private static String bytes(long bytes) {
        return ValueFormat.natural(bytes, "bytes");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    /** Of such a trend where there is none. */
    private static String chance(double pValue) {
        if (pValue < 0.0001) {
            return "<0.01%";
        }
        return String.format(Locale.ROOT, pValue < 0.1 ? "%.2g%%" : "%.0f%%", 100 * pValue);
    }
}
