// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.FailureException;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import java.time.Duration;

/** The source of the agents' profiles: the running service, or the agents' sockets while the service is down. */
interface ProfileSource {
    /**
     * Takes a profile and stores it.
     *
     * @param agent its tag; empty for the machine agent
     * @param gc whether the agent runs a garbage collection first
     * @return the id of the snapshot; of an older one when the agent has not collected garbage since then
     * @throws FailureException when the agent gives no usable answer, or the profile cannot be stored
     */
    String take(String agent, boolean gc) throws FailureException;

    /** Returns the current profile as text, as {@code juju_heap_profile} prints it. */
    byte[] text(String agent) throws FailureException;

    /** Returns the current parts of the agent's resident memory. */
    MemoryView memory(String agent) throws FailureException;

    /** Returns the verdicts on an agent's call sites, from the profiles of the time window. */
    LeaksView leaks(String agent, Duration window) throws FailureException;

    /** Returns the verdicts on an agent's goroutines, from the profiles of its newest process. */
    GoroutineLeaksView goroutines(String agent) throws FailureException;
}
