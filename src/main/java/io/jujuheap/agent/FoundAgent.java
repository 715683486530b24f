// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.agent.AgentException.Reason;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An agent of this machine, reachable or not.
 *
 * @param tag its name
 * @param directory its directory, which may not exist
 * @param address the socket that answers, or the one that should
 * @param peer the process that answers; empty when none does
 * @param reason the reason why none does; empty when one does
 * @param note a sentence that says why it cannot be asked and what to do, or warns about it though it can; may be empty
 * @param askedThrough the agent to ask for this one's process: itself, or another one of the same process
 */
public record FoundAgent(
        AgentTag tag,
        Path directory,
        AgentAddress address,
        Optional<Peer> peer,
        Optional<Reason> reason,
        String note,
        AgentTag askedThrough) {

    static FoundAgent reachable(AgentTag tag, Path directory, AgentAddress address, Peer peer, String note) {
        return new FoundAgent(tag, directory, address, Optional.of(peer), Optional.empty(), note, tag);
    }

    static FoundAgent unreachable(AgentTag tag, Path directory, AgentAddress address, Reason reason, String note) {
        return new FoundAgent(tag, directory, address, Optional.empty(), Optional.of(reason), note, tag);
    }

    /** Tells whether a connection to it was made just now. */
    public boolean isReachable() {
        return peer.isPresent();
    }

    /** Tells whether it is the one to ask for its process, so that no process is counted twice. */
    public boolean isChosen() {
        return askedThrough.equals(tag);
    }

    /** Reads its {@code agent.conf}, anew at each call. */
    public AgentConf conf() {
        return AgentConf.in(directory);
    }

    FoundAgent askedThrough(AgentTag chosen) {
        return new FoundAgent(tag, directory, address, peer, reason, note, chosen);
    }

    /** Returns the id of the process that answers; 0 when none does, or it cannot be seen from here. */
    long pid() {
        return peer.map(Peer::pid).orElse(0L);
    }
}
