// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What is behind the socket, a different process each time, and now and then one that means harm. */
public final class Agents implements AutoCloseable {
    private static final List<Script> HARM = List.of(
            Script.ok("not a profile"),
            Script.silence(),
            Script.thenSilence("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nhalf"),
            Script.endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192)),
            Script.rawThenClose("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
            Script.drip("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000), Duration.ofMillis(200)));

    private final SocketFile socket;
    private final int harmOneIn;
    private AutoCloseable running = () -> {};
    private int started;

    /** @param harmOneIn of so many agents, one means harm */
    Agents(SocketFile socket, int harmOneIn) {
        this.socket = socket;
        this.harmOneIn = harmOneIn;
    }

    /** Ends the one that runs and starts another. */
    void next() throws Exception {
        running.close();
        started++;
        running = started % harmOneIn == 0
                ? evil()
                : GoAgent.on(socket, "-workload", "leak,churn,maps", "-stacks", "2000");
    }

    private EvilAgent evil() throws IOException {
        return EvilAgent.onFile(socket.path(), HARM.get(started / harmOneIn % HARM.size()));
    }

    @Override
    public void close() throws Exception {
        running.close();
    }
}
