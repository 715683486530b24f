// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.agent.AgentException.Reason;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An agent of this machine. It may be unreachable.
 *
 * @param tag its name
 * @param directory its directory, which may be missing
 * @param address the socket that answers; when none does, the one that should
 * @param peer the process that answers; empty when none does
 * @param reason the reason why none does; empty when one does
 * @param note a sentence: why the agent is unreachable and what to do, or a warning about a reachable one; may be empty
 * @param askedThrough the agent that is asked for this one's process: itself, or another agent of the same process
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

    static FoundAgent unreachable(AgentTag tag, Path directory, AgentAddress address, AgentException why) {
        String note = String.valueOf(why.getMessage());
        return new FoundAgent(tag, directory, address, Optional.empty(), Optional.of(why.reason()), note, tag);
    }

    /** Tells whether a connection to it has succeeded. */
    public boolean isReachable() {
        return peer.isPresent();
    }

    /** Tells whether it is the agent that is asked for its process, so that no process is counted twice. */
    public boolean isChosen() {
        return askedThrough.equals(tag);
    }

    /** Reads its {@code agent.conf} again at each call. */
    public AgentConf conf() {
        return AgentConf.in(directory);
    }

    FoundAgent askedThrough(AgentTag chosen) {
        return new FoundAgent(tag, directory, address, peer, reason, note, chosen);
    }

    /** Returns the id of the process that answers; 0 when none does or it is not visible from here. */
    long pid() {
        return peer.map(Peer::pid).orElse(0L);
    }
}
