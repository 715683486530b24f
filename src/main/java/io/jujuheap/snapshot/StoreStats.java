// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a store at one moment, and what happened to it since it was opened. Every reason is present in the
 * maps, with 0 when it has not occurred.
 *
 * @param snapshots how many there are
 * @param diskBytes what they take on disk, side files and quarantine included
 * @param limitBytes what they may take
 * @param oldest when the oldest was taken, empty when there is none
 * @param writeFailures captures that were not stored
 * @param removed snapshots that retention removed
 * @param removalFailures snapshots that retention could not remove
 * @param quarantined damaged captures found, whether or not the quarantine had room
 */
public record StoreStats(
        long snapshots,
        long diskBytes,
        long limitBytes,
        Optional<Instant> oldest,
        Map<StoreException.Reason, Long> writeFailures,
        Map<Removal, Long> removed,
        long removalFailures,
        Map<Defect, Long> quarantined) {

    public StoreStats {
        writeFailures = Map.copyOf(writeFailures);
        removed = Map.copyOf(removed);
        quarantined = Map.copyOf(quarantined);
    }
}
