// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One stored capture, without its bytes.
 *
 * @param id its name
 * @param taken when it was taken; to the second when the facts beside the capture were lost
 * @param trigger why it was taken
 * @param origin from which run of the agent
 * @param size length of the capture in bytes
 * @param sha256 digest of the capture in lower-case hex, empty when the facts beside the capture were lost
 * @param diskBytes what the snapshot with its side files takes on disk, in whole blocks
 * @param pinned whether retention must leave it alone
 */
public record Snapshot(
        SnapshotId id,
        Instant taken,
        Trigger trigger,
        Origin origin,
        long size,
        Optional<String> sha256,
        long diskBytes,
        boolean pinned) {

    public Snapshot {
        requireNonNull(id, "id is null");
        requireNonNull(taken, "taken is null");
        requireNonNull(trigger, "trigger is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(sha256, "sha256 is null");
    }

    static Snapshot of(Facts facts, long diskBytes, boolean pinned) {
        return new Snapshot(
                facts.id(),
                facts.taken(),
                facts.trigger(),
                facts.origin(),
                facts.size(),
                Optional.of(facts.sha256()),
                diskBytes,
                pinned);
    }

    /** A capture whose facts are lost: what its name and its length still tell. */
    static Snapshot withoutFacts(SnapshotId id, long size, long diskBytes, boolean pinned) {
        return new Snapshot(
                id, id.second(), Trigger.UNKNOWN, Origin.UNKNOWN, size, Optional.empty(), diskBytes, pinned);
    }

    Snapshot withPinned(boolean now) {
        return new Snapshot(id, taken, trigger, origin, size, sha256, diskBytes, now);
    }

    Snapshot withDiskBytes(long bytes) {
        return new Snapshot(id, taken, trigger, origin, size, sha256, bytes, pinned);
    }
}
