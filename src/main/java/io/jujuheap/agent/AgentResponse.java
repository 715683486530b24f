// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.time.Duration;

/** What an agent answered, whole. */
public final class AgentResponse {
    private final byte[] body;
    private final String contentType;
    private final Duration duration;
    private final Peer peer;

    AgentResponse(byte[] body, String contentType, Duration duration, Peer peer) {
        this.body = body;
        this.contentType = contentType;
        this.duration = duration;
        this.peer = peer;
    }

    /** The bytes, as they were sent. Not copied: they are the caller's from here on. */
    public byte[] body() {
        return body;
    }

    /** What the agent calls them, empty when it does not say. Agents before Juju 4 call binary profiles text. */
    public String contentType() {
        return contentType;
    }

    /** From the start of the request, or of its second try, to the last byte. */
    public Duration duration() {
        return duration;
    }

    /** The process that answered. */
    public Peer peer() {
        return peer;
    }

    @Override
    public String toString() {
        return body.length + " bytes of " + contentType + " from process " + peer.pid() + " in " + duration.toMillis()
                + " ms";
    }
}
