// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.List;
import java.util.function.Supplier;

/** Where a collector learns which agents there are. */
@FunctionalInterface
interface AgentSource {
    /** The agents as of now, one for each process. */
    List<Found> find();

    /**
     * An agent that was found.
     *
     * @param info which
     * @param connect makes a link to it; called once for each stretch of time that it is found
     */
    record Found(AgentInfo info, Supplier<AgentLink> connect) {}
}
