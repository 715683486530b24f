// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.EvilAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Both kinds of socket, so that every test of a conversation is one of both. */
enum Sockets {
    FILE {
        @Override
        AgentAddress unused() throws IOException {
            // Not JUnit's folder: its path may be too long for a socket.
            Path folder = Files.createTempDirectory("jh");
            folder.toFile().deleteOnExit();
            Path file = folder.resolve("introspection.socket");
            file.toFile().deleteOnExit();
            return new SocketFile(file);
        }
    },
    ABSTRACT {
        @Override
        AgentAddress unused() {
            return EvilAgent.unusedName();
        }
    };

    /** An address of this kind on which nobody listens. */
    abstract AgentAddress unused() throws IOException;
}
