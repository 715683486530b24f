// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a watch is asked to do besides the collector's rounds.
 *
 * @param length how long it lasts; empty for until it is stopped
 * @param conditions on which it captures at once
 * @param probe how often the metrics are asked for the conditions; they cost an agent little
 */
public record WatchPlan(Optional<Duration> length, List<Condition> conditions, Duration probe) {
    public WatchPlan {
        requireNonNull(length, "length is null");
        conditions = List.copyOf(conditions);
        requireNonNull(probe, "probe is null");
    }
}
