// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.io.FailureException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shuts work down cleanly on Ctrl-C, SIGTERM, or when the terminal is closed. The work is notified and finishes, and
 * its exit code becomes that of the process. Otherwise the JVM would exit at once, with an exit code for the signal.
 */
public final class EndSignal {
    /** After this time the process exits even if the work has not finished. */
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private EndSignal() {}

    /** Work that lasts until it is asked to end. */
    @FunctionalInterface
    public interface Work {
        /**
         * Works until it is done or {@code end} is counted down.
         *
         * @return the exit code
         */
        int until(CountDownLatch end) throws FailureException;
    }

    /** Runs the work and returns its exit code. */
    public static int during(Work work) throws FailureException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        int[] code = {1};
        Thread hook = new Thread(() -> await(end, ended, code), "juju-heap-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code[0] = work.until(end);
            return code[0];
        } finally {
            ended.countDown();
            removed(hook);
        }
    }

    private static void await(CountDownLatch end, CountDownLatch ended, int[] code) {
        end.countDown();
        try {
            if (ended.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(code[0]);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A shutdown hook cannot be removed while the process exits.
        }
    }
}
