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

    /** The limit in a process that no client waits for. */
    private static final long GROWN_BYTES_OF_WATCH = 1L << 20;

    /** About half a minute. Work that was under way has ended by then. */
    private static final int RUNS_UNTIL_SECOND_LOOK = 30;

    private final long grownBytes;
    private final LongSupplier committedBytes;
    private final Runnable collect;
    private long leastBytes;
    private int runsUntilSecondLook;

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

    /**
     * Collects garbage if the heap has grown since it was smallest. Call this about every second, from one thread at a
     * time. When the heap is still larger after a collection, it collects once more later, because memory that was in
     * use may be garbage by then.
     */
    @Override
    public void run() {
        long before = leastBytes;
        if (committedBytes.getAsLong() >= before + grownBytes) {
            collectAndMeasure();
            runsUntilSecondLook = leastBytes > before ? RUNS_UNTIL_SECOND_LOOK : 0;
        } else if (runsUntilSecondLook > 0 && --runsUntilSecondLook == 0) {
            collectAndMeasure();
        } else {
            leastBytes = Math.min(before, committedBytes.getAsLong());
        }
    }

    private void collectAndMeasure() {
        collect.run();
        leastBytes = committedBytes.getAsLong();
    }
}
