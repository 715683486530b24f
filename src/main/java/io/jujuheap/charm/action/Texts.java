// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.profile.SampleType;
import io.jujuheap.render.TextRenderer;
import io.jujuheap.render.TextStyle;
import io.jujuheap.report.ReportOptions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Formats values for results of actions: times in UTC, and texts of limited length. */
final class Texts {
    static final TextRenderer RENDERER = new TextRenderer(ZoneOffset.UTC, TextStyle.PRINTABLE);

    /** Wraps sentences to the width of a terminal, below the name of the result. */
    static final TextStyle PARAGRAPH = new TextStyle(100, false, true);

    /** The most characters of a result, which is one argument of a program and is read on a screen. */
    private static final int MAX_CHARS = 24_000;

    private static final int MAX_LINE_CHARS = 200;
    private static final String CUT = "…";

    private Texts() {}

    /** Options of a report on memory in use with a number of functions. */
    static ReportOptions inUse(int functions) {
        return ReportOptions.builder()
                .sampleIndex(SampleType.INUSE_SPACE.type())
                .nodeCount(functions)
                .build();
    }

    /** Formats a time in UTC, to the second. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Cuts a text to the limits of a result: long lines at their end, too many lines after the last that fits. */
    static String bounded(String text) {
        List<String> lines = new ArrayList<>();
        int length = 0;
        List<String> all = text.strip().isEmpty()
                ? List.of()
                : text.stripTrailing().lines().toList();
        for (String line : all) {
            String shortened = line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + CUT : line;
            length += shortened.length() + 1;
            if (length > MAX_CHARS) {
                lines.add(CUT + " " + (all.size() - lines.size()) + " more lines");
                break;
            }
            lines.add(shortened);
        }
        return String.join("\n", lines);
    }
}
