// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses work that the Java heap has no room for, before the work takes it: an OutOfMemoryError would end the sidecar, and
 * with it the work of all other clients.
 */
public final class HeapRoom {
    /** Is left to work that does not ask first, such as other requests and answers on their way. */
    private static final long RESERVE_BYTES =
            Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 6);

    /** The bytes that were granted to work under way and may not be allocated yet. */
    private static final AtomicLong GRANTED = new AtomicLong();

    /** The work of each thread; none on a thread whose work does not {@linkplain #working say when it ends}. */
    private static final ThreadLocal<@Nullable Work> OF_THREAD = new ThreadLocal<>();

    private HeapRoom() {}

    /** There is too little room. The message is a sentence, without a full stop. */
    public static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param bytes the heap that would do for the work, with all else that is in it, as far as it is known */
        public ExceededException(long bytes) {
            super("it needs " + megabytes(bytes) + " of memory or more, and Java may use "
                    + megabytes(Runtime.getRuntime().maxMemory())
                    + " altogether: a larger -Xmx, as in JUJU_HEAP_JAVA_OPTS=-Xmx2g, allows more");
        }

        private static String megabytes(long bytes) {
            return ((bytes + (1 << 20) - 1) >> 20) + " MB";
        }
    }

    /** Something that allocates much. */
    @FunctionalInterface
    public interface Task<T, E extends Exception> {
        T run() throws E;
    }

    /** What a thread was granted last. */
    private static final class Work {
        private long grantedBytes;

        void replaceGrant(long bytes) {
            GRANTED.addAndGet(-grantedBytes);
            grantedBytes = bytes;
        }
    }

    /**
     * Makes sure that one piece of work takes no more than three fifths of the heap, for others may be under way.
     *
     * @param bytes what it takes altogether
     * @throws ExceededException when it takes more
     */
    public static void requireShare(long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() / 5 * 3) {
            throw new ExceededException(bytes / 3 * 5);
        }
    }

    /**
     * Makes sure that what is kept for long, such as the verdicts on an agent, takes no more than an eighth of the heap, for work
     * needs the rest.
     *
     * @param bytes what is kept altogether
     * @throws ExceededException when it takes more
     */
    public static void requireLastingShare(long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() / 8) {
            throw new ExceededException(bytes * 8);
        }
    }

    /**
     * Does work that {@linkplain #require asks for room} as it goes on. What it was granted last is kept from the work of other
     * threads until it asks again, for by then it has allocated that, or until it is done.
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
     * Does work that allocates up to so many bytes little by little. Until it is done, no other work is granted the same room.
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
     * Makes sure that so many bytes can be allocated at once. Is to be called right before they are.
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

    /** One collection at a time: the next may find that there is room again. */
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
     * Returns the bytes of the heap in use, garbage included. A collection between the calls for both figures may resize the heap, and
     * their difference would be wrong by as much; so they are read until the size is the same before and after.
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
