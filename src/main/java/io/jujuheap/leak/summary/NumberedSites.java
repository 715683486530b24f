// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Samples;
import java.util.Arrays;

/**
 * The call sites of a profile, numbered from 0 in the order of their first samples. They are kept in columns: a profile
 * may have a hundred thousand of them. Only a few matter and become a {@link CallSite}.
 */
public final class NumberedSites {
    private static final int FREE = -1;

    /** The columns of a sample, its slots in the hash table, and its share of what is made of the sites. */
    private static final long SAMPLE_BYTES = 7 * Integer.BYTES;

    private final Samples samples;
    private final NumberedFunctions functions;
    private final int[] siteOfSample;
    /** The first sample of each site. */
    private final int[] sampleOfSite;

    private int count;

    public NumberedSites(Samples samples, NumberedFunctions functions) {
        this.samples = samples;
        this.functions = functions;
        HeapRoom.require(samples.count() * SAMPLE_BYTES);
        this.siteOfSample = new int[samples.count()];
        this.sampleOfSite = new int[samples.count()];
        number();
    }

    /** Numbers the sites with a hash table of open addressing, at most half full. */
    private void number() {
        int[] slots = new int[Integer.highestOneBit(Math.max(1, samples.count())) * 4];
        Arrays.fill(slots, FREE);
        for (int sample = 0; sample < siteOfSample.length; sample++) {
            int slot = slotOf(stackOfSample(sample), slots);
            if (slots[slot] == FREE) {
                sampleOfSite[count] = sample;
                slots[slot] = count++;
            }
            siteOfSample[sample] = slots[slot];
        }
    }

    /** Returns the slot with the site of this stack, or the free slot that it would take. */
    private int slotOf(int[] stack, int[] slots) {
        int mask = slots.length - 1;
        int hash = Arrays.hashCode(stack) * 0x9E3779B9; // Fibonacci hashing: spreads what differs in a few bits
        int slot = (hash ^ hash >>> 16) & mask;
        while (slots[slot] != FREE && !Arrays.equals(stack, stack(slots[slot]))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int[] stackOfSample(int sample) {
        int[] stack = new int[samples.depth(sample)];
        int depth = 0;
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            int[] inlined = functions.ofLocation(samples.locationAt(position));
            int left = samples.stackEnd(sample) - position - 1;
            if (depth + inlined.length + left > stack.length) {
                stack = Arrays.copyOf(stack, 2 * (depth + inlined.length + left));
            }
            System.arraycopy(inlined, 0, stack, depth, inlined.length);
            depth += inlined.length;
        }
        return depth == stack.length ? stack : Arrays.copyOf(stack, depth);
    }

    public int count() {
        return count;
    }

    public int ofSample(int sample) {
        return siteOfSample[sample];
    }

    /** Returns the numbers of its functions, leaf (the allocating one) first. */
    int[] stack(int site) {
        return stackOfSample(sampleOfSite[site]);
    }

    int functionToBlame(int site) {
        return functions.toBlame(stack(site));
    }

    /** Compares two sites by the names of their functions. */
    int compare(int a, int b) {
        return Arrays.compare(stack(a), stack(b));
    }

    CallSite get(int site) {
        return functions.callSite(stack(site));
    }
}
