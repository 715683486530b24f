// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.Arrays;

/** A list of {@code int} that grows, without boxing. */
public final class IntList {
    private int[] elements = new int[16];
    private int size;

    /** Appends an element. */
    public void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    /** Removes all elements and keeps their room. */
    public void clear() {
        size = 0;
    }

    /** Returns the element of an index below {@link #size}. */
    public int get(int index) {
        return elements[index];
    }

    /** Returns how many elements there are. */
    public int size() {
        return size;
    }
}
