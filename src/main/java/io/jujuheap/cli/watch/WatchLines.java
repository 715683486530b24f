// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.render.Quantities;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;

/** Displays a watch as lines, one for each capture and each event, for files and pipes. */
public final class WatchLines implements WatchFace {
    private final PrintStream out;

    /** Prints the lines to a stream. */
    public WatchLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void tell(Instant at, String agent, String sentence) {
        line(at, agent, sentence);
    }

    @Override
    public void captured(Instant at, AgentRow row) {
        line(at, row.agent(), figures(row));
    }

    @Override
    public void show(List<AgentRow> rows) {}

    private void line(Instant at, String agent, String sentence) {
        out.println(time(at) + " " + (agent.isEmpty() ? "" : agent + " ") + sentence);
        out.flush();
    }

    private static String figures(AgentRow row) {
        String growth =
                row.growthPerHour().map(perHour -> ", growth " + perHour + "/h").orElse("");
        String verdict = row.verdict().isEmpty() ? "" : ", " + row.verdict();
        return "resident " + bytes(row.residentBytes()) + ", heap " + bytes(row.heapBytes()) + ", goroutines "
                + count(row.goroutines()) + growth + verdict
                + (row.suspects().isEmpty() ? "" : ": " + String.join("; ", row.suspects()));
    }

    static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Quantities.bytes(bytes.getAsLong()) : "unknown";
    }

    static String count(OptionalLong count) {
        return count.isPresent() ? Quantities.count(count.getAsLong()) : "unknown";
    }

    /** Returns a time in UTC, to the second. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
