// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import java.util.Arrays;

/** A list of {@code int} that grows. */
final class IntList {
    private int[] elements = new int[16];
    private int size;

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    void clear() {
        size = 0;
    }

    int get(int index) {
        return elements[index];
    }

    int size() {
        return size;
    }
}
