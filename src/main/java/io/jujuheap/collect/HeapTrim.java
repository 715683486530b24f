// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.function.LongSupplier;

/**
 * Collects garbage when the Java heap has grown, so that the memory of a large profile or a burst of requests goes back to
 * the machine. By default the serial collector of Java 17 waits until the heap has to grow again, and that of Java 25
 * until it has reached its limit: 60 MB are then held for 13 MB of live objects.
 */
public final class HeapTrim implements Runnable {
    /** For a process that answers requests: less growth does not justify a collection, which stops it for about 20 ms. */
    private static final long GROWN_BYTES_OF_SERVICE = 4L << 20;

    /** For a process that nothing waits for. */
    private static final long GROWN_BYTES_OF_WATCH = 1L << 20;

    private final long grownBytes;
    private final LongSupplier committedBytes;
    private final Runnable collect;
    private long leastBytes;

    /**
     * @param grownBytes how much the heap has to grow
     * @param committedBytes returns the size of the heap now, free room included
     * @param collect collects garbage and gives free memory back
     */
    HeapTrim(long grownBytes, LongSupplier committedBytes, Runnable collect) {
        this.grownBytes = grownBytes;
        this.committedBytes = committedBytes;
        this.collect = collect;
        this.leastBytes = committedBytes.getAsLong();
    }

    /** Returns the one for a process that answers requests. */
    public static HeapTrim ofService() {
        return ofThisProcess(GROWN_BYTES_OF_SERVICE);
    }

    /** Returns the one for a process that only collects, to which a short stop does not matter. */
    public static HeapTrim ofWatch() {
        return ofThisProcess(GROWN_BYTES_OF_WATCH);
    }

    private static HeapTrim ofThisProcess(long grownBytes) {
        return new HeapTrim(grownBytes, Runtime.getRuntime()::totalMemory, System::gc);
    }

    /** Collects if the heap has grown since it was smallest; to be called every few seconds, by one thread at a time. */
    @Override
    public void run() {
        if (committedBytes.getAsLong() < leastBytes + grownBytes) {
            leastBytes = Math.min(leastBytes, committedBytes.getAsLong());
        } else {
            collect.run();
            leastBytes = committedBytes.getAsLong();
        }
    }
}
