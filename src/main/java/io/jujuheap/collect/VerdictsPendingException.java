// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;

/** Thrown when verdicts take longer than the caller waits. The work continues, so a later call finds the result. */
public final class VerdictsPendingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VerdictsPendingException(AgentTag agent, int read, int of) {
        super("The verdicts on " + agent + " are being worked out: "
                + (of == 0 ? "those on other agents come first" : read + " of " + of + " snapshots are read")
                + ". Ask again in some seconds.");
    }
}
