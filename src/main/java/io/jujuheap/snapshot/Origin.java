// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Which run of the agent a capture came from, so that a series can be split where the agent restarted and a repeated
 * garbage-collection epoch can be recognised. The store keeps these figures and does not interpret them, except that
 * thinning keeps the last snapshot of a segment.
 *
 * @param pid the agent's process id, 0 when unknown
 * @param started when that process started, {@link Instant#EPOCH} when unknown
 * @param gcEpoch the number of the garbage collection that the capture shows, -1 when unknown
 * @param segment changes when the series must not be read across: a restart or an upgrade
 */
public record Origin(long pid, Instant started, long gcEpoch, long segment) {
    /** Nothing is known about the process. */
    public static final Origin UNKNOWN = new Origin(0, Instant.EPOCH, -1, 0);

    public Origin {
        requireNonNull(started, "started is null");
    }
}
