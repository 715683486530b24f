// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import java.time.Duration;

/** The source of the agents' profiles: the running service, or, while it is down, the agents' sockets. */
interface ProfileSource {
    /**
     * Takes and keeps a profile.
     *
     * @param agent its tag; empty for the machine's
     * @param gc whether the agent collects garbage first
     * @return the snapshot's id; that of an older one when the agent has not collected garbage since
     * @throws ActionException when the agent gives no usable answer, or the profile cannot be kept
     */
    String take(String agent, boolean gc) throws ActionException;

    /** Returns the profile as of now as text, as {@code juju_heap_profile} prints it. */
    byte[] text(String agent) throws ActionException;

    /** Returns where the agent's resident memory goes, now. */
    MemoryView memory(String agent) throws ActionException;

    /** Returns the verdicts on an agent's call sites, from the profiles kept over a time. */
    LeaksView leaks(String agent, Duration window) throws ActionException;

    /** Returns the verdicts on an agent's goroutines, from the profiles kept of its newest process. */
    GoroutineLeaksView goroutines(String agent) throws ActionException;
}
