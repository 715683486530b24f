// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.line.Console;
import io.jujuheap.io.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The settings that sources need besides their own name.
 *
 * @param console the standard input and the environment
 * @param dataDirs Juju's data directories, such as {@code /var/lib/juju}
 * @param timeout how long an agent or a server may take for the whole answer
 * @param juju the Juju client, with options such as the model
 * @param authorization the value of the Authorization header for URLs, empty for none
 * @param certificates a file with the certificates to trust servers by, empty for those that Java knows
 * @param query the profile to request from an agent, and its form
 * @param maxBytes the largest answer or file that is read
 */
public record SourceContext(
        Console console,
        List<Path> dataDirs,
        Duration timeout,
        JujuClient juju,
        String authorization,
        Optional<Path> certificates,
        AgentQuery query,
        int maxBytes) {

    /**
     * The default limit. It is far above any real profile (a text of 50,000 stacks is 72 MB), and far below the memory
     * of a machine.
     */
    public static final int MOST_BYTES = 256 << 20;

    public SourceContext {
        dataDirs = List.copyOf(dataDirs);
    }

    /** Returns these settings with another request. */
    public SourceContext asking(AgentQuery other) {
        return new SourceContext(console, dataDirs, timeout, juju, authorization, certificates, other, maxBytes);
    }

    /** Returns these settings for work in the background: without progress, and with connections that stay open. */
    public SourceContext inBackground(Duration interval) {
        return new SourceContext(
                console.withoutProgress(),
                dataDirs,
                timeout,
                juju.keepingConnections(interval.plusSeconds(60)),
                authorization,
                certificates,
                query,
                maxBytes);
    }

    /** Returns these settings with another time for the whole answer. */
    public SourceContext within(Duration time) {
        return new SourceContext(console, dataDirs, time, juju, authorization, certificates, query, maxBytes);
    }

    /** Returns these settings with another limit of the answer. */
    public SourceContext atMost(int bytes) {
        return new SourceContext(console, dataDirs, timeout, juju, authorization, certificates, query, bytes);
    }

    /** Returns the {@code authorization} of a user (RFC 7617), from {@code NAME:PASSWORD}. */
    public static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads all bytes of {@code in}; fails before too many of them fill the memory. */
    byte[] readAll(InputStream in, String name) throws IOException, FailureException {
        byte[] bytes = in.readNBytes(maxBytes);
        if (bytes.length == maxBytes && in.read() >= 0) {
            throw new FailureException(name + " is larger than " + (maxBytes >> 20) + " MB, too large for a profile");
        }
        return bytes;
    }
}
