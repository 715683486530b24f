// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what work allocates: memory out of proportion to its input is found long before there is none left. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Tables, buffers and stack traces, whatever the input. */
    private static final long FIXED_BYTES = 4 << 20;

    private Allocation() {}

    /**
     * Does some work, and fails when it allocates more than so many bytes for each byte of its input. When it does, the work is
     * done again, for the first time may have loaded classes.
     */
    public static void assertProportional(int times, int inputBytes, Runnable work) {
        long most = FIXED_BYTES + (long) times * inputBytes;
        if (allocatedBy(work) > most) {
            assertThat(allocatedBy(work))
                    .as("bytes allocated for an input of %d", inputBytes)
                    .isLessThanOrEqualTo(most);
        }
    }

    private static long allocatedBy(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
