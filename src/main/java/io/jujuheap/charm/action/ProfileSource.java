// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import java.time.Duration;

/** Who has the agents' heaps: the running service, or, while it is down, their sockets themselves. */
interface ProfileSource {
    /**
     * Has a profile taken and kept.
     *
     * @param agent its tag; empty for the machine's
     * @param gc whether the agent collects garbage first
     * @return the snapshot's id; that of an older one when the agent has not collected garbage since
     * @throws ActionException when there is no usable answer
     */
    String take(String agent, boolean gc) throws ActionException;

    /** The profile as of now as text, as {@code juju_heap_profile} prints it. */
    byte[] text(String agent) throws ActionException;

    /** The verdicts on an agent's call sites, from what was kept over a time. */
    LeakTable leaks(String agent, Duration window) throws ActionException;
}
