// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.snapshot.Snapshot;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Parses a moment in the history of an agent: a duration before another moment, a time, or the id of a snapshot. */
final class Moment {
    private Moment() {}

    /** Parses a time, or a duration before {@code origin}. */
    static Instant time(String text, Instant origin) throws FailureException {
        if (Durations.isDuration(text)) {
            return origin.minus(Durations.parse(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new FailureException(
                    "\"" + text + "\" is neither a duration (24h), a time (2026-11-22T16:02:11Z) nor a snapshot's id.",
                    e);
        }
    }

    /** Returns the last snapshot up to a time; the first one when the history begins later. */
    static Snapshot at(List<Snapshot> oldestFirst, Instant time) {
        Snapshot found = oldestFirst.get(0);
        for (Snapshot snapshot : oldestFirst) {
            if (!snapshot.taken().isAfter(time)) {
                found = snapshot;
            }
        }
        return found;
    }

    /** Returns the first snapshot of the same run of the agent as {@code target}. */
    static Snapshot firstOfRun(List<Snapshot> oldestFirst, Snapshot target) {
        return oldestFirst.stream()
                .filter(snapshot ->
                        snapshot.origin().segment() == target.origin().segment())
                .findFirst()
                .orElse(target);
    }

    /** Returns the restarts of the agent between two of its snapshots, given in any order. */
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
