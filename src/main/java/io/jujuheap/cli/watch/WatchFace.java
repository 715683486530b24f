// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import java.time.Instant;
import java.util.List;

/** Displays a watch. */
public interface WatchFace {
    /**
     * Shows an event.
     *
     * @param agent the agent that it is about, or an empty text
     * @param sentence what happened
     */
    void tell(Instant at, String agent, String sentence);

    /** Shows the figures of a new capture. */
    void captured(Instant at, AgentRow row);

    /** Shows the current states of the agents. */
    void show(List<AgentRow> rows);
}
