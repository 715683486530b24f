// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Refuses work that the Java heap has no room for, before the work takes it: an OutOfMemoryError would end the sidecar, and
 * with it the work of all other clients.
 */
public final class HeapRoom {
    /** Is left to work that does not ask first, such as other requests and answers on their way. */
    private static final long RESERVE_BYTES =
            Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 6);

    /** The bytes that were granted to work under way, whether it has allocated them yet or not. */
    private static final AtomicLong GRANTED = new AtomicLong();

    private HeapRoom() {}

    /** There is too little room. The message is a sentence, without a full stop. */
    public static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param bytes the bytes that the work needs altogether, as far as they are known */
        public ExceededException(long bytes) {
            super("it needs " + megabytes(bytes) + " of memory or more, and Java may use "
                    + megabytes(Runtime.getRuntime().maxMemory())
                    + " altogether: a larger -Xmx, as in JUJU_HEAP_JAVA_OPTS=-Xmx2g, allows more");
        }

        private static String megabytes(long bytes) {
            return ((bytes + (1 << 20) - 1) >> 20) + " MB";
        }
    }

    /** Returns the most bytes that one piece of work may take: three fifths of the heap, for others may be under way. */
    public static long shareBytes() {
        return Runtime.getRuntime().maxMemory() / 5 * 3;
    }

    /**
     * Does work that allocates up to so many bytes. Until it is done, no other work is granted the same room.
     *
     * @throws ExceededException when there is too little room
     */
    public static <T> T within(long bytes, Supplier<T> work) {
        if (!grant(bytes)) {
            throw new ExceededException(bytes);
        }
        try {
            return work.get();
        } finally {
            giveBack(bytes);
        }
    }

    /**
     * Makes sure that so many bytes can be allocated at once.
     *
     * @throws ExceededException when they cannot
     */
    public static void require(long bytes) {
        within(bytes, () -> bytes);
    }

    /** Grants so many bytes, which have to be {@linkplain #giveBack given back}; returns false when there is too little room. */
    public static boolean grant(long bytes) {
        if (bytes > room()) {
            collect();
        }
        if (GRANTED.addAndGet(bytes) > roomApartFromGrants()) {
            giveBack(bytes);
            return false;
        }
        return true;
    }

    /** Takes back what {@link #grant} granted. */
    public static void giveBack(long bytes) {
        GRANTED.addAndGet(-bytes);
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
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory()) - RESERVE_BYTES;
    }
}
