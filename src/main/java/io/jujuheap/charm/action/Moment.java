// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people name a moment in the history of an agent: how long before another, or when, or by a snapshot's id. */
final class Moment {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(s|m|h|d|w)");

    private Moment() {}

    /** Whether the text is a span of time such as {@code 24h}. */
    static boolean isSpan(String text) {
        return SPAN.matcher(text).matches();
    }

    /** The span that a text is. */
    static Duration span(String text) throws ActionException {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new ActionException("\"" + text + "\" is no span of time: write 30m, 24h or 7d.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    /** The time that a text is, or the time that is the span before {@code origin}. */
    static Instant time(String text, Instant origin) throws ActionException {
        if (isSpan(text)) {
            return origin.minus(span(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ActionException(
                    "\"" + text + "\" is neither a span (24h), a time (2026-11-22T16:02:11Z) nor a snapshot's id.", e);
        }
    }

    /** The last snapshot taken at a time or before it; where history begins later, the first one. */
    static Snapshot at(List<Snapshot> oldestFirst, Instant time) {
        Snapshot found = oldestFirst.get(0);
        for (Snapshot snapshot : oldestFirst) {
            if (!snapshot.taken().isAfter(time)) {
                found = snapshot;
            }
        }
        return found;
    }

    /** Returns the first snapshot of the run of the agent that another is of. */
    static Snapshot firstOfRun(List<Snapshot> oldestFirst, Snapshot target) {
        return oldestFirst.stream()
                .filter(snapshot ->
                        snapshot.origin().segment() == target.origin().segment())
                .findFirst()
                .orElse(target);
    }

    /** Returns when the agent restarted between two of its snapshots, whichever is the earlier. */
    static List<Instant> restartsBetween(List<Snapshot> oldestFirst, Snapshot one, Snapshot other) {
        boolean isInOrder = !one.taken().isAfter(other.taken());
        Instant from = (isInOrder ? one : other).taken();
        Instant to = (isInOrder ? other : one).taken();
        return SnapshotHistory.restarts(oldestFirst.stream()
                .filter(snapshot -> !snapshot.taken().isBefore(from))
                .filter(snapshot -> !snapshot.taken().isAfter(to))
                .toList());
    }
}
