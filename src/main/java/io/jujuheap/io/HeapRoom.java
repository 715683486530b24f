// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses work for which the Java heap has too little room, before it allocates. An OutOfMemoryError would end the sidecar,
 * and with it the work for all other clients.
 */
public final class HeapRoom {
    /** Reserved for allocations without a grant, such as those of other requests and of answers that are being sent. */
    private static final long RESERVE_BYTES =
            Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 6);

    /** The bytes that are granted to running work, allocated or not. */
    private static final AtomicLong GRANTED = new AtomicLong();

    /** The work of each thread that runs {@link #working}. */
    private static final ThreadLocal<@Nullable Work> OF_THREAD = new ThreadLocal<>();

    private HeapRoom() {}

    /** Thrown when there is too little room. Its message is a sentence without a full stop. */
    public static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param bytes the heap size that the work needs, with everything else on the heap, as far as known */
        public ExceededException(long bytes) {
            super("it needs " + megabytes(bytes) + " of memory or more, and Java may use "
                    + megabytes(Runtime.getRuntime().maxMemory())
                    + " altogether: a larger -Xmx, as in JUJU_HEAP_JAVA_OPTS=-Xmx2g, allows more");
        }

        private static String megabytes(long bytes) {
            return ((bytes + (1 << 20) - 1) >> 20) + " MB";
        }
    }

    /** Work that allocates much memory. */
    @FunctionalInterface
    public interface Task<T, E extends Exception> {
        T run() throws E;
    }

    /** The last grant of a thread. */
    private static final class Work {
        private long grantedBytes;

        void replaceGrant(long bytes) {
            GRANTED.addAndGet(-grantedBytes);
            grantedBytes = bytes;
        }
    }

    /**
     * Checks that one piece of work takes at most three fifths of the heap, because other work may run at the same time.
     *
     * @param bytes the memory that it takes altogether
     * @throws ExceededException when it takes more
     */
    public static void requireShare(long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() / 5 * 3) {
            throw new ExceededException(bytes / 3 * 5);
        }
    }

    /**
     * Checks that long-lived data, such as the verdicts on an agent, takes at most an eighth of the heap. Work needs the rest.
     *
     * @param bytes the size of that data altogether
     * @throws ExceededException when it takes more
     */
    public static void requireLastingShare(long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() / 8) {
            throw new ExceededException(bytes * 8);
        }
    }

    /**
     * Runs work that {@linkplain #require asks for memory} several times. Its last grant counts against the work of other threads
     * until it asks again or ends: by then it has allocated that memory.
     */
    public static <T, E extends Exception> T working(Task<T, E> task) throws E {
        if (OF_THREAD.get() != null) {
            return task.run();
        }
        Work work = new Work();
        OF_THREAD.set(work);
        try {
            return task.run();
        } finally {
            OF_THREAD.remove();
            work.replaceGrant(0);
        }
    }

    /**
     * Runs work that allocates up to {@code bytes} bit by bit. Until it ends, no other work is granted the same memory.
     *
     * @throws ExceededException when there is too little room
     */
    public static <T, E extends Exception> T within(long bytes, Task<T, E> task) throws E {
        grant(bytes);
        try {
            return task.run();
        } finally {
            GRANTED.addAndGet(-bytes);
        }
    }

    /**
     * Checks that {@code bytes} can be allocated. Call it immediately before the allocation.
     *
     * @throws ExceededException when they cannot
     */
    public static void require(long bytes) {
        Work work = OF_THREAD.get();
        if (work == null) {
            grant(bytes);
            GRANTED.addAndGet(-bytes);
            return;
        }
        work.replaceGrant(0);
        grant(bytes);
        work.grantedBytes = bytes;
    }

    private static void grant(long bytes) {
        if (bytes > room()) {
            collect();
        }
        if (GRANTED.addAndGet(bytes) > roomApartFromGrants()) {
            GRANTED.addAndGet(-bytes);
            throw new ExceededException(Runtime.getRuntime().maxMemory() - room() + bytes);
        }
    }

    /** Collects garbage, one thread at a time. */
    private static synchronized void collect() {
        System.gc();
    }

    private static long room() {
        return roomApartFromGrants() - GRANTED.get();
    }

    private static long roomApartFromGrants() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - usedBytes(runtime::totalMemory, runtime::freeMemory) - RESERVE_BYTES;
    }

    /**
     * Returns the used bytes of the heap, garbage included. A collection between the two calls may resize the heap, and the
     * difference of the figures would be wrong by that much. So both are read again until the size is the same before and after.
     */
    static long usedBytes(LongSupplier totalBytes, LongSupplier freeBytes) {
        long total;
        long free;
        do {
            total = totalBytes.getAsLong();
            free = freeBytes.getAsLong();
        } while (total != totalBytes.getAsLong());
        return total - free;
    }
}
