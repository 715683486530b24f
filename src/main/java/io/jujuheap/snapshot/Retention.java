// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The limits of a store's history.
 *
 * <p>Older snapshots are thinned out ({@code tiers}) and deleted at {@code maxAge}. When a limit of bytes, count or
 * free disk space is reached earlier, the first to go is the snapshot whose removal leaves the smallest gap relative to
 * its age: history becomes coarser and not shorter. Pinned snapshots are never removed; they count.
 *
 * @param maxBytes the most the store may take on disk, side files and quarantine included
 * @param maxSnapshots the most snapshots it may hold; each costs some 500 bytes of memory
 * @param maxAge older snapshots are removed
 * @param minFreeBytes when the disk has less free space, the store does not grow: old snapshots make room for new ones
 * @param keepNewest this many newest snapshots of each agent are kept in spite of age, thinning and lack of disk space;
 *     only the limits of bytes and count can remove them, and never the newest
 * @param tiers the spacing of snapshots from an age on, by rising age; before the first tier all are kept
 */
public record Retention(
        long maxBytes, int maxSnapshots, Duration maxAge, long minFreeBytes, int keepNewest, List<Tier> tiers) {

    /**
     * An age beyond which fewer snapshots are kept.
     *
     * @param olderThan the age
     * @param spacing one snapshot is kept for each such time
     */
    public record Tier(Duration olderThan, Duration spacing) {
        public Tier {
            if (spacing.isNegative() || spacing.isZero()) {
                throw new IllegalArgumentException(
                        "a tier keeps one snapshot per positive duration, not per " + spacing);
            }
        }
    }

    /** Keeps all for a day, one in 10 minutes for a week, one an hour for 30 days; 256 MiB; 1 GiB left on the disk. */
    public static final Retention DEFAULT = new Retention(
            256L << 20,
            10_000,
            Duration.ofDays(30),
            1L << 30,
            10,
            List.of(
                    new Tier(Duration.ofDays(1), Duration.ofMinutes(10)),
                    new Tier(Duration.ofDays(7), Duration.ofHours(1))));

    public Retention {
        if (maxBytes <= 0 || maxSnapshots <= 0 || maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("the limits of bytes, count and age of a store are positive");
        }
        if (minFreeBytes < 0 || keepNewest < 1) {
            throw new IllegalArgumentException("free space is 0 bytes or more, and at least 1 newest snapshot is kept");
        }
        tiers = tiers.stream().sorted(Comparator.comparing(Tier::olderThan)).toList();
    }

    public Retention withMaxBytes(long bytes) {
        return new Retention(bytes, maxSnapshots, maxAge, minFreeBytes, keepNewest, tiers);
    }

    public Retention withMaxSnapshots(int snapshots) {
        return new Retention(maxBytes, snapshots, maxAge, minFreeBytes, keepNewest, tiers);
    }

    public Retention withMaxAge(Duration age) {
        return new Retention(maxBytes, maxSnapshots, age, minFreeBytes, keepNewest, tiers);
    }

    public Retention withMinFreeBytes(long bytes) {
        return new Retention(maxBytes, maxSnapshots, maxAge, bytes, keepNewest, tiers);
    }

    public Retention withKeepNewest(int snapshots) {
        return new Retention(maxBytes, maxSnapshots, maxAge, minFreeBytes, snapshots, tiers);
    }

    public Retention withTiers(List<Tier> spacings) {
        return new Retention(maxBytes, maxSnapshots, maxAge, minFreeBytes, keepNewest, spacings);
    }
}
