// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.cli.line.FailureException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end in good order on Ctrl-C, SIGTERM, or when the terminal goes away: the work is told, ends with what it has, and
 * its exit code becomes that of the process. By itself the JVM would end at once, with a code for the signal.
 */
public final class EndSignal {
    /** Then the process ends whatever the work still does. */
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private EndSignal() {}

    /** Work that lasts until it is told to end. */
    @FunctionalInterface
    public interface Work {
        /**
         * Works until {@code end} is counted down, or for as long as there is something to do.
         *
         * @return the exit code
         */
        int until(CountDownLatch end) throws FailureException;
    }

    /** Does the work, and returns its exit code. */
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
            // It is running: the process ends.
        }
    }
}
