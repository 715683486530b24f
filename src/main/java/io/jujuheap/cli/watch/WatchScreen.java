// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.io.Durations;
import io.jujuheap.render.Columns;
import io.jujuheap.render.TextStyle;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Shows a watch on a terminal: one line for each agent, kept current, and below them the newest events. Lines are cut
 * to the width of the terminal, because a line that the terminal wraps cannot be redrawn.
 */
public final class WatchScreen implements WatchFace {
    private static final int EVENTS = 5;
    private static final String CLEAR_BELOW = "\r\u001b[J";

    private final PrintStream terminal;
    private final int columns;
    private final String footer;
    private final Deque<String> events = new ArrayDeque<>();
    private int drawn;

    /** Creates a display on a terminal of that width, with a line below the agents. */
    public WatchScreen(PrintStream terminal, int columns, String footer) {
        this.terminal = terminal;
        this.columns = columns;
        this.footer = footer;
    }

    @Override
    public void tell(Instant at, String agent, String sentence) {
        events.addLast(WatchLines.time(at).substring("2026-11-30T".length(), "2026-11-30T12:00:00".length()) + " "
                + (agent.isEmpty() ? "" : agent + " ") + sentence);
        if (events.size() > EVENTS) {
            events.removeFirst();
        }
    }

    @Override
    public void captured(Instant at, AgentRow row) {}

    @Override
    public void show(List<AgentRow> rows) {
        List<String> lines = new ArrayList<>(table(rows).lines().toList());
        lines.add(footer);
        for (AgentRow row : rows) {
            row.suspects().forEach(suspect -> lines.add(row.agent() + ": suspects " + suspect));
        }
        TextStyle style = TextStyle.ofTerminal(columns, false);
        events.forEach(event -> style.paragraph(event).lines().forEach(lines::add));
        StringBuilder screen = new StringBuilder(drawn == 0 ? "" : "\u001b[" + drawn + "A").append(CLEAR_BELOW);
        lines.forEach(line -> screen.append(clipped(line)).append('\n'));
        drawn = lines.size();
        terminal.print(screen);
        terminal.flush();
    }

    private String table(List<AgentRow> rows) {
        Columns table = new Columns(
                TextStyle.ofTerminal(columns, false),
                "llrrRrRl",
                "AGENT",
                "",
                "RESIDENT",
                "HEAP",
                "GOROUTINES",
                "GROWTH/H",
                "NEXT",
                "VERDICT");
        rows.forEach(row -> table.row(
                row.agent(),
                row.isUp() ? "up" : row.problem().isPresent() ? "away" : "…",
                WatchLines.bytes(row.residentBytes()),
                WatchLines.bytes(row.heapBytes()),
                WatchLines.count(row.goroutines()),
                row.growthPerHour().orElse("–"),
                row.untilNext().isZero()
                        ? "now"
                        : Durations.text(row.untilNext().plusMillis(999)),
                row.verdict()));
        return table.text();
    }

    private String clipped(String line) {
        int[] points = line.codePoints()
                .map(point -> Character.isISOControl(point) ? 0xfffd : point)
                .toArray();
        return points.length <= columns
                ? new String(points, 0, points.length)
                : new String(points, 0, Math.max(0, columns - 1)) + "…";
    }
}
