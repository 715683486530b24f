// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.util.Objects.requireNonNull;

import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import java.time.Instant;
import java.util.Optional;

/**
 * One stored capture, without its bytes.
 *
 * @param facts the facts of the capture; only those from its name and length when the others were lost
 * @param diskBytes the bytes that the snapshot with its side files takes on disk, in whole blocks
 * @param pinned whether it is exempt from retention
 */
public record Snapshot(Facts facts, long diskBytes, boolean pinned) {
    public Snapshot {
        requireNonNull(facts, "facts is null");
    }

    /** Returns its name. */
    public SnapshotId id() {
        return facts.id();
    }

    /** Returns when it was taken; in whole seconds when its facts were lost. */
    public Instant taken() {
        return facts.taken();
    }

    /** Returns why it was taken. */
    public Trigger trigger() {
        return facts.trigger();
    }

    /** Returns the run of the agent that it came from. */
    public Origin origin() {
        return facts.origin();
    }

    /** Returns the length of the capture in bytes. */
    public long size() {
        return facts.size();
    }

    /** Returns the digest of the capture in lower-case hex; empty when its facts were lost. */
    public Optional<String> sha256() {
        return facts.sha256();
    }

    /** Returns the line of figures that came with the capture; empty when there was none, or when its facts were lost. */
    public String figures() {
        return facts.figures();
    }

    Snapshot withPinned(boolean now) {
        return new Snapshot(facts, diskBytes, now);
    }

    Snapshot withDiskBytes(long bytes) {
        return new Snapshot(facts, bytes, pinned);
    }
}
