// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

/**
 * The whole answer of an agent.
 *
 * @param body the bytes, as they were sent; not copied, they belong to the caller
 * @param peer the process that sent them
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
public record AgentResponse(byte[] body, Peer peer) {
    @Override
    public String toString() {
        return body.length + " bytes from process " + peer.pid();
    }
}
