// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many expensive requests are under way for one agent. So such requests never fill the server, and those for
 * one agent never block those for another.
 */
final class Places {
    private final int perAgent;
    private final Problem full;
    private final Map<AgentTag, Integer> taken = new HashMap<>();

    /**
     * @param kind the name of the requests in error messages, in the plural
     * @param perAgent the most requests of one agent under way
     * @param retrySeconds when a rejected client may try again
     */
    Places(String kind, int perAgent, int retrySeconds) {
        this.perAgent = perAgent;
        this.full = Problem.retry(
                429,
                retrySeconds,
                "There are " + perAgent + " " + kind
                        + " of this agent under way, and there may be no more: try again in " + retrySeconds + " s.");
    }

    /** Takes a place for as long as the client waits; ends the request with 429 when all places are taken. */
    void take(AgentTag agent, Asker asker) {
        synchronized (taken) {
            if (taken.getOrDefault(agent, 0) >= perAgent) {
                throw full.exception();
            }
            taken.merge(agent, 1, Integer::sum);
        }
        asker.whenGone(() -> giveBack(agent));
    }

    private void giveBack(AgentTag agent) {
        synchronized (taken) {
            taken.computeIfPresent(agent, (tag, count) -> count > 1 ? count - 1 : null);
        }
    }
}
