// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

/** Takes the body of an answer as it comes, so that nobody has to hold all of it. */
@FunctionalInterface
public interface BodySink {
    /**
     * Takes the next bytes; the array is used again afterwards.
     *
     * @throws AgentException to end the request, because what comes is not what was asked for
     */
    void take(byte[] buffer, int length) throws AgentException;
}
