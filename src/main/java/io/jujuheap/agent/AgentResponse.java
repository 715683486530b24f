// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

/** The whole answer of an agent. */
public final class AgentResponse {
    private final byte[] body;
    private final Peer peer;

    /**
     * @param body the bytes, as they were sent; not copied
     * @param peer the process that sent them
     */
    public AgentResponse(byte[] body, Peer peer) {
        this.body = body;
        this.peer = peer;
    }

    /** Returns the bytes as sent. They are not copied and belong to the caller. */
    public byte[] body() {
        return body;
    }

    /** Returns the process that answered. */
    public Peer peer() {
        return peer;
    }

    @Override
    public String toString() {
        return body.length + " bytes from process " + peer.pid();
    }
}
