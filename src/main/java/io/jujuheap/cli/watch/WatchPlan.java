// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a watch besides those of the collector.
 *
 * @param length its duration; empty when it runs until it is stopped
 * @param conditions the conditions for captures between rounds
 * @param probe the interval of requests for metrics, with which the conditions are checked
 */
public record WatchPlan(Optional<Duration> length, List<Condition> conditions, Duration probe) {
    public WatchPlan {
        conditions = List.copyOf(conditions);
    }
}
