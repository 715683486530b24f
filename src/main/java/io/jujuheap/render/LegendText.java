// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Units;
import io.jujuheap.report.Coverage;
import io.jujuheap.report.Legend;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.TimeZone;

/** The lines over the table of a report. */
final class LegendText {
    private static final int MAX_FILTER_BYTES = 80;

    private LegendText() {}

    /** Appends the header of the profile. */
    static void appendProfile(StringBuilder out, Legend legend, ZoneId zone) {
        appendUnlessEmpty(out, "File: ", legend.file());
        appendUnlessEmpty(out, "Build ID: ", legend.buildId());
        for (String comment : legend.comments()) {
            if (!comment.startsWith("#")) {
                out.append(comment).append('\n');
            }
        }
        appendUnlessEmpty(out, "Type: ", legend.sampleType());
        appendUnlessEmpty(out, "Doc: ", legend.docUrl());
        if (legend.timeNanos() != 0) {
            appendTime(out.append("Time: "), legend.timeNanos(), zone);
            out.append('\n');
        }
        if (legend.durationNanos() != 0) {
            appendDuration(out, legend);
        }
    }

    /** Appends the share of the profile that the table covers. */
    static void appendCoverage(StringBuilder out, Legend legend, Coverage coverage) {
        long total = legend.total();
        ValueWriter values = new ValueWriter(legend.format());
        out.append("Showing nodes accounting for ").append(values.write(coverage.shown()));
        out.append(", ").append(Decimals.percentage(coverage.shown(), total).trim());
        out.append(" of ").append(values.write(total)).append(" total\n");
        if (total != 0 && coverage.droppedNodes() > 0) {
            out.append("Dropped ").append(coverage.droppedNodes());
            out.append(coverage.droppedNodes() > 1 ? " nodes" : " node");
            out.append(" (cum <= ").append(values.write(coverage.dropCutoff())).append(")\n");
        }
        if (total != 0 && coverage.nodes() > 0 && coverage.nodes() < coverage.candidates()) {
            out.append("Showing top ").append(coverage.nodes());
            out.append(" nodes out of ").append(coverage.candidates()).append('\n');
        }
    }

    /** Appends the filters in use. */
    static void appendFilters(StringBuilder out, Legend legend) {
        if (legend.activeFilters().isEmpty()) {
            return;
        }
        out.append("Active filters:\n");
        for (String filter : legend.activeFilters()) {
            byte[] bytes = filter.getBytes(StandardCharsets.UTF_8);
            out.append("   ");
            if (bytes.length > MAX_FILTER_BYTES) {
                out.append(new String(bytes, 0, MAX_FILTER_BYTES, StandardCharsets.UTF_8))
                        .append('…');
            } else {
                out.append(filter);
            }
            out.append('\n');
        }
    }

    private static void appendDuration(StringBuilder out, Legend legend) {
        ValueWriter values = new ValueWriter(legend.format());
        out.append("Duration: ").append(ValueWriter.natural(legend.durationNanos(), "nanoseconds"));
        out.append(", Total samples = ").append(values.write(legend.total())).append(' ');
        Units.Scaled nanos = Units.scale(legend.total(), legend.format().sampleUnit(), "nanoseconds");
        if (nanos.unit().equals("ns") && nanos.value() != 0) {
            String share = Decimals.percentage((long) nanos.value(), legend.durationNanos());
            out.append('(').append(share).append(')');
        }
        out.append('\n');
    }

    private static void appendTime(StringBuilder out, long nanos, ZoneId zone) {
        Instant instant = Instant.ofEpochSecond(0, nanos);
        ZonedDateTime time = instant.atZone(zone);
        out.append(time.getYear());
        appendTwoDigits(out.append('-'), time.getMonthValue());
        appendTwoDigits(out.append('-'), time.getDayOfMonth());
        appendTwoDigits(out.append(' '), time.getHour());
        appendTwoDigits(out.append(':'), time.getMinute());
        appendTwoDigits(out.append(':'), time.getSecond());
        out.append(' ').append(abbreviation(zone, instant));
    }

    private static void appendTwoDigits(StringBuilder out, int number) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Such as {@code UTC} or {@code CEST}. */
    private static String abbreviation(ZoneId zone, Instant instant) {
        if (LocalZone.isUtc(zone.getId())) {
            return "UTC";
        }
        boolean summer = zone.getRules().isDaylightSavings(instant);
        return TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }

    private static void appendUnlessEmpty(StringBuilder out, String label, String value) {
        if (!value.isEmpty()) {
            out.append(label).append(value).append('\n');
        }
    }
}
