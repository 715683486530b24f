// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Work beside the test, each in a thread of its own. The common pool has one thread on a machine with two processors (from
 * Java 25 on): there, the second piece of work would wait for the end of the first.
 */
public final class Aside {
    private Aside() {}

    /** Starts some work at once. */
    public static <T> CompletableFuture<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "aside");
            thread.setDaemon(true);
            thread.start();
        });
    }
}
