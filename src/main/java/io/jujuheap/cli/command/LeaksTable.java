// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.report.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verdicts as text: what was found in words, a row for each site, and the stack of each leak. */
final class LeaksTable {
    private static final int STACK_FRAMES = 12;

    private LeaksTable() {}

    static String of(LeakReport report) {
        StringBuilder text = new StringBuilder(report.explanation()).append('\n');
        if (report.sites().isEmpty()) {
            return text.toString();
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"VERDICT", "PER HOUR", "IN USE", "SHARE", "FREED", "P", "FUNCTION"});
        for (SiteVerdict site : report.sites()) {
            rows.add(new String[] {
                site.verdict().word(),
                signed(site.slopeBytesPerHour()),
                bytes(site.inuseBytes()),
                percent(site.growthShare()),
                percent(site.freedRatio()),
                String.format(Locale.ROOT, "%.2g", site.pValue()),
                site.function()
            });
        }
        text.append('\n').append(Columns.render(rows));
        report.leaks().forEach(site -> appendStack(text, site));
        return text.toString();
    }

    private static void appendStack(StringBuilder text, SiteVerdict leak) {
        text.append('\n')
                .append(leak.function())
                .append(": ")
                .append(leak.reason())
                .append('\n');
        leak.stack().stream()
                .limit(STACK_FRAMES)
                .forEach(frame -> text.append("    ").append(frame).append('\n'));
        if (leak.stack().size() > STACK_FRAMES) {
            text.append("    … and ").append(leak.stack().size() - STACK_FRAMES).append(" callers\n");
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
}
