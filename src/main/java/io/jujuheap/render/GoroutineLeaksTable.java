// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Verdicts on goroutines as text: an explanation, a row for each stack, and the stack of each leak. */
public final class GoroutineLeaksTable {
    /** The most rows. Further ones are of little interest: those of load come last. */
    private static final int ROWS = 20;

    private GoroutineLeaksTable() {}

    static String text(GoroutineLeaksView leaks, TextStyle style) {
        StringBuilder text = new StringBuilder(style.paragraph(leaks.explanation()));
        text.append("\ngoroutines: ").append(leaks.before()).append(" -> ").append(leaks.after());
        if (leaks.hours() != null) {
            text.append(String.format(Locale.ROOT, " in %.1f hours", leaks.hours()));
        }
        text.append('\n');
        GoroutineLeaksView telling = leaks.withoutNoise();
        if (!telling.stacks().isEmpty()) {
            int more = telling.stacks().size() - ROWS;
            text.append('\n').append(table(telling, ROWS, style)).append(more > 0 ? "and " + more + " more\n" : "");
            telling.stacks().stream()
                    .filter(GoroutineLeaksView.Stack::leaks)
                    .forEach(leak -> LeaksTable.appendStack(text, leak.function(), leak.reason(), leak.stack(), style));
        }
        return text.toString();
    }

    /** The rows of the first stacks under their heading, in the order of the verdicts. */
    public static String table(GoroutineLeaksView leaks, int rows, TextStyle style) {
        Columns table = new Columns(style, "lrRrl", "VERDICT", "GOROUTINES", "GROWTH", "GROWTH/H", "WAITS AT");
        leaks.stacks().stream().limit(rows).forEach(stack -> table.row(cells(stack, leaks.hours(), style)));
        return table.text();
    }

    private static String[] cells(GoroutineLeaksView.Stack stack, @Nullable Double hours, TextStyle style) {
        return new String[] {
            stack.leaks() ? style.bad(stack.verdict()) : stack.verdict(),
            Long.toString(stack.goroutines()),
            String.format(Locale.ROOT, "%+d", stack.growth()),
            hours == null ? "-" : String.format(Locale.ROOT, "%+.1f", stack.growth() / hours),
            stack.function().equals(stack.entry()) ? stack.function() : stack.function() + " in " + stack.entry()
        };
    }
}
