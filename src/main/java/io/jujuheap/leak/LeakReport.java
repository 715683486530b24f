// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on an agent.
 *
 * @param agent the name of the agent
 * @param from when the first snapshot was taken
 * @param to when the last snapshot was taken
 * @param snapshots how many snapshots there are
 * @param segments how many processes they are of: one more than the agent was seen to restart
 * @param sites the call sites that matter, leaks first, the fastest first; then the others, by growth
 * @param timeToLimit when the leaks will reach the memory limit, if there are leaks and a limit
 * @param isYoung whether the process has not run for long enough to have filled its caches: what looks like a leak may be one
 * @param explanation what was found, in a few sentences
 */
public record LeakReport(
        String agent,
        Instant from,
        Instant to,
        int snapshots,
        int segments,
        List<SiteVerdict> sites,
        Optional<TimeToLimit> timeToLimit,
        boolean isYoung,
        String explanation) {

    public LeakReport {
        requireNonNull(agent, "agent is null");
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        sites = List.copyOf(sites);
        requireNonNull(timeToLimit, "timeToLimit is null");
        requireNonNull(explanation, "explanation is null");
    }

    /** Returns the leaks, worst first. */
    public List<SiteVerdict> leaks() {
        return sites.stream().filter(SiteVerdict::isLeak).toList();
    }
}
