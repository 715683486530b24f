// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.HeapRoom;
import java.util.Arrays;

/**
 * Adds up samples with equal stacks and equal labels. The caller adds the locations of a sample's stack, calls
 * {@link #end}, which returns the number of the sum, and then adds the values.
 */
final class SampleSums {
    private static final int FREE = -1;

    private final int types;
    private int[] locations = new int[1024];
    private int locationCount;
    private int[] stackEnds = new int[256];
    private int[] labelSets = new int[256];
    private long[] values;
    private int count;
    /** Open addressing: numbers of samples; at most half full. */
    private int[] slots = freeSlots(1024);

    SampleSums(int types) {
        this.types = types;
        this.values = new long[256 * types];
    }

    int count() {
        return count;
    }

    int stackStart(int sample) {
        return sample == 0 ? 0 : stackEnds[sample - 1];
    }

    int stackEnd(int sample) {
        return stackEnds[sample];
    }

    int locationAt(int position) {
        return locations[position];
    }

    int labelSet(int sample) {
        return labelSets[sample];
    }

    long value(int sample, int type) {
        return values[sample * types + type];
    }

    boolean isZero(int sample) {
        for (int type = 0; type < types; type++) {
            if (value(sample, type) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Appends a location to the current stack. */
    void location(int number) {
        if (locationCount == locations.length) {
            HeapRoom.require(2L * locationCount * Integer.BYTES);
            locations = Arrays.copyOf(locations, 2 * locationCount);
        }
        locations[locationCount++] = number;
    }

    /** Ends the current stack and returns the number of the sample that has this stack and these labels. */
    int end(int labelSet) {
        if (count == stackEnds.length) {
            grow();
        }
        stackEnds[count] = locationCount;
        labelSets[count] = labelSet;
        int slot = slotOf(count);
        int known = slots[slot];
        if (known != FREE) {
            locationCount = stackStart(count);
            return known;
        }
        slots[slot] = count++;
        if (2 * count > slots.length) {
            rehash();
        }
        return count - 1;
    }

    void add(int sample, int type, long value) {
        int index = sample * types + type;
        values[index] = Saturating.add(values[index], value);
    }

    /** Returns the slot of a sample equal to this one, or the free one that it would take. */
    private int slotOf(int sample) {
        int mask = slots.length - 1;
        int slot = hash(sample) & mask;
        while (slots[slot] != FREE && !areEqual(slots[slot], sample)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean areEqual(int one, int other) {
        return labelSets[one] == labelSets[other]
                && Arrays.equals(
                        locations, stackStart(one), stackEnds[one], locations, stackStart(other), stackEnds[other]);
    }

    private int hash(int sample) {
        int hash = labelSets[sample];
        for (int position = stackStart(sample); position < stackEnds[sample]; position++) {
            hash = 31 * hash + locations[position];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    private void grow() {
        int capacity = 2 * count;
        HeapRoom.require(Samples.heapBytes(types, capacity, 0));
        stackEnds = Arrays.copyOf(stackEnds, capacity);
        labelSets = Arrays.copyOf(labelSets, capacity);
        values = Arrays.copyOf(values, Math.multiplyExact(capacity, types));
    }

    private void rehash() {
        HeapRoom.require(2L * slots.length * Integer.BYTES);
        slots = freeSlots(2 * slots.length);
        for (int sample = 0; sample < count; sample++) {
            slots[slotOf(sample)] = sample;
        }
    }

    private static int[] freeSlots(int capacity) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, FREE);
        return slots;
    }
}
