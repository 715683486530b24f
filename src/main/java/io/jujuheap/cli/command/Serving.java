// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.Console;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** Keeps a sidecar running until the process is told to stop, and lets it end in good order. */
final class Serving {
    private Serving() {}

    /**
     * Says where the sidecar answers, then waits for SIGTERM or SIGINT, which run {@code stop}. Returns only when
     * interrupted.
     */
    static int untilStopped(URI address, Runnable stop, Console console) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "juju-heap-stop"));
        console.out().println("listening on " + address);
        console.out().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Command.OK;
    }
}
