// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import java.time.Instant;
import java.util.List;

/** Shows a watch to its reader. */
public interface WatchFace {
    /**
     * Tells an event.
     *
     * @param agent the agent that it is about, or an empty text
     * @param sentence what happened
     */
    void tell(Instant at, String agent, String sentence);

    /** Tells that an agent was asked, with the figures that it answered. */
    void captured(Instant at, AgentRow row);

    /** Shows how the agents stand now. */
    void show(List<AgentRow> rows);
}
