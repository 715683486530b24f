// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.Scheduler;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A few threads for work that may take long: large answers to slow readers, reports over many samples. The threads that
 * accept requests never do such work, so metrics and small answers do not wait for it. Work is interrupted when its time is
 * over.
 */
final class BoundedThreads implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoundedThreads.class.getName());

    private final ThreadPoolExecutor threads;
    private final Duration limit;
    private final Scheduler scheduler;

    /**
     * @param name the name of the threads
     * @param count the most threads
     * @param waiting the most queued pieces of work
     * @param limit how long a piece of work may run before it is interrupted
     */
    BoundedThreads(String name, int count, int waiting, Duration limit, Scheduler scheduler) {
        this.limit = limit;
        this.scheduler = scheduler;
        this.threads =
                new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs work on one of the threads; throws {@link RejectedExecutionException} when too much is waiting. */
    void execute(Runnable work) {
        threads.execute(() -> {
            Guard guard = new Guard(Thread.currentThread());
            Scheduler.Cancel cancel = scheduler.after(limit, guard::strike);
            try {
                work.run();
            } catch (RuntimeException e) {
                // Once the server has stopped, no answer can be sent any more.
                LOG.log(threads.isShutdown() ? Level.FINE : Level.WARNING, "An answer could not be sent: " + e, e);
            } finally {
                cancel.cancel();
                guard.lift();
            }
        });
    }

    /** Interrupts a thread unless it has already started other work. */
    private static final class Guard {
        private final Thread thread;
        private boolean lifted;

        Guard(Thread thread) {
            this.thread = thread;
        }

        synchronized void strike() {
            if (!lifted) {
                thread.interrupt();
            }
        }

        synchronized void lift() {
            lifted = true;
            Thread.interrupted(); // An interrupt that came too late must not hit the next work.
        }
    }

    /** Takes no more work, and gives work under way a second to end. */
    void finish() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
