// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.snapshot.StoreStats.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the snapshots to remove because of their age. The choice depends only on the snapshots and the time. */
final class Ageing {
    private final Retention retention;

    /** No snapshot up to this age is removed. */
    private final Duration leastAge;

    Ageing(Retention retention) {
        this.retention = retention;
        Duration least = retention.maxAge();
        for (Retention.Tier tier : retention.tiers()) {
            least = tier.olderThan().compareTo(least) < 0 ? tier.olderThan() : least;
        }
        this.leastAge = least;
    }

    /** Returns the snapshots of one agent to remove at {@code now}; oldest first, as {@code history} is. */
    Map<Snapshot, Removal> due(List<Snapshot> history, Instant now) {
        Map<Snapshot, Removal> due = new LinkedHashMap<>();
        Snapshot kept = null;
        for (int i = 0; i < history.size() - retention.keepNewest(); i++) {
            Snapshot snapshot = history.get(i);
            Duration age = Duration.between(snapshot.taken(), now);
            if (age.compareTo(leastAge) <= 0) {
                break;
            }
            if (!snapshot.pinned() && age.compareTo(retention.maxAge()) > 0) {
                due.put(snapshot, Removal.AGE);
            } else if (isSpare(snapshot, kept, age) && isSameSegment(snapshot, history.get(i + 1))) {
                due.put(snapshot, Removal.THINNING);
            } else {
                kept = snapshot;
            }
        }
        return due;
    }

    /**
     * Tells whether an earlier snapshot of the same time slot is kept. Slots are fixed, so the answer never changes
     * back.
     */
    private boolean isSpare(Snapshot snapshot, @Nullable Snapshot kept, Duration age) {
        long spacing = spacingAt(age).toMillis();
        return spacing > 0 && !snapshot.pinned() && kept != null && slot(kept, spacing) == slot(snapshot, spacing);
    }

    private Duration spacingAt(Duration age) {
        Duration spacing = Duration.ZERO;
        for (Retention.Tier tier : retention.tiers()) {
            if (age.compareTo(tier.olderThan()) > 0) {
                spacing = tier.spacing();
            }
        }
        return spacing;
    }

    private static long slot(Snapshot snapshot, long spacingMillis) {
        return Math.floorDiv(snapshot.taken().toEpochMilli(), spacingMillis);
    }

    /**
     * Tells whether there is no restart between the two. The last snapshot before a restart is kept, because it may
     * show the cause.
     */
    private static boolean isSameSegment(Snapshot snapshot, Snapshot next) {
        return snapshot.origin().segment() == next.origin().segment();
    }
}
