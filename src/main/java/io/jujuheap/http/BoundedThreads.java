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
 * A few threads for work that may be held up: large answers to slow readers, reports over many samples. The threads that
 * accept requests never do it, so metrics and small answers keep flowing whatever happens here. Nothing runs for longer than
 * its time.
 */
final class BoundedThreads implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoundedThreads.class.getName());

    private final ThreadPoolExecutor threads;
    private final Duration limit;
    private final Scheduler alarm;

    /**
     * @param name of the threads
     * @param count how many there are at most
     * @param waiting how much may wait for one
     * @param limit how long something may run before it is interrupted
     */
    BoundedThreads(String name, int count, int waiting, Duration limit, Scheduler alarm) {
        this.limit = limit;
        this.alarm = alarm;
        this.threads =
                new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs work soon; throws {@link RejectedExecutionException} when too much is waiting. */
    void execute(Runnable work) {
        threads.execute(() -> {
            Guard guard = new Guard(Thread.currentThread());
            Scheduler.Cancel cancel = alarm.after(limit, guard::strike);
            try {
                work.run();
            } catch (RuntimeException e) {
                // Once the server has stopped, nobody takes an answer any more.
                LOG.log(threads.isShutdown() ? Level.FINE : Level.WARNING, "An answer could not be sent: " + e, e);
            } finally {
                cancel.cancel();
                guard.lift();
            }
        });
    }

    /** Interrupts a thread, but never after it has gone on to other work. */
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
            Thread.interrupted(); // An interrupt that came too late is not for the next work.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
