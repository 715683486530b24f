// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.function.LongSupplier;

/**
 * Collects garbage when the Java heap has grown, so that the memory of a large profile or a burst of requests goes back to
 * the machine. By default the serial collector of Java 17 waits until the heap has to grow again, and that of Java 25
 * until it has reached its limit: 60 MB are then held for 13 MB of live objects.
 */
final class HeapTrim implements Runnable {
    /** Less growth does not justify a collection, which stops the process for about 20 ms. */
    private static final long GROWN_BYTES = 4L << 20;

    private final LongSupplier committedBytes;
    private final Runnable collect;
    private long leastBytes;

    /**
     * @param committedBytes returns the size of the heap now, free room included
     * @param collect collects garbage and gives free memory back
     */
    HeapTrim(LongSupplier committedBytes, Runnable collect) {
        this.committedBytes = committedBytes;
        this.collect = collect;
        this.leastBytes = committedBytes.getAsLong();
    }

    static HeapTrim ofThisProcess() {
        return new HeapTrim(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /** Collects if the heap has grown since it was smallest; to be called every few seconds, by one thread at a time. */
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
