// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the taker of a capture says about it.
 *
 * @param agent the agent's tag
 * @param taken when it was taken, kept to the millisecond
 * @param trigger why
 * @param origin from which run of the agent
 */
public record Capture(String agent, Instant taken, Trigger trigger, Origin origin) {
    public Capture {
        if (!SnapshotId.isAgent(agent)) {
            throw new IllegalArgumentException("not an agent tag: " + agent);
        }
        taken = requireNonNull(taken, "taken is null").truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(trigger, "trigger is null");
        requireNonNull(origin, "origin is null");
    }
}
