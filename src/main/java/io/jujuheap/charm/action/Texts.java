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

/** The form that answers have in a result: times in UTC, and text short enough to be one. */
final class Texts {
    static final TextRenderer RENDERER = new TextRenderer(ZoneOffset.UTC, TextStyle.PRINTABLE);

    /** Breaks sentences into lines that a terminal shows whole, below the name of the result. */
    static final TextStyle PARAGRAPH = new TextStyle(100, false, true);

    /** A result is one argument of a program, and a screen of a person. */
    private static final int MAX_CHARS = 24_000;

    private static final int MAX_LINE_CHARS = 200;
    private static final String CUT = "…";

    private Texts() {}

    /** A report on memory in use, of so many functions. */
    static ReportOptions inUse(int functions) {
        return ReportOptions.builder()
                .sampleIndex(SampleType.INUSE_SPACE.type())
                .nodeCount(functions)
                .build();
    }

    /** A time in UTC, to the second. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A text cut to what a result may hold: long lines at their end, too many lines after the last that fits. */
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
