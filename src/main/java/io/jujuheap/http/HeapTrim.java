// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.function.LongSupplier;

/**
 * Collects garbage when the Java heap has grown, so that the memory goes back to the machine that a large profile or a
 * burst of requests needed. Left alone, the serial collector of Java 17 waits until the heap has to grow once more, and
 * that of Java 25 until it has reached its limit: 60 MB are then held for 13 MB of live objects.
 */
final class HeapTrim implements Runnable {
    /** Less is not worth stopping for: a collection of what usually lives takes some 20 ms. */
    private static final long GROWN_BYTES = 4L << 20;

    private final LongSupplier committedBytes;
    private final Runnable collect;
    private long leastBytes;

    /**
     * @param committedBytes how large the heap is now, free room included
     * @param collect collects garbage and gives back what is free
     */
    HeapTrim(LongSupplier committedBytes, Runnable collect) {
        this.committedBytes = committedBytes;
        this.collect = collect;
        this.leastBytes = committedBytes.getAsLong();
    }

    static HeapTrim ofThisProcess() {
        return new HeapTrim(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /** Looks whether it has grown since it was smallest; to be called every few seconds, by one thread at a time. */
    @Override
    public void run() {
        if (committedBytes.getAsLong() < leastBytes + GROWN_BYTES) {
            leastBytes = Math.min(leastBytes, committedBytes.getAsLong());
        } else {
            collect.run();
            leastBytes = committedBytes.getAsLong();
        }
    }
}
