// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that do some work again and again until this is closed. */
final class Repeating implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(35);

    private final List<Thread> threads = new ArrayList<>();

    /** Something that a thread repeats. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Starts a thread. A failed connection does not end it: the sidecar may refuse one. */
    void start(Work work) {
        Thread thread = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    work.run();
                } catch (IOException e) {
                    Thread.yield();
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(LONGEST_WAIT.toMillis());
        }
    }
}
