// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.Locale;

/** A constant that JSON, metrics and files name by one word, such as {@code not_found}. */
public interface Worded {
    /** Returns the name of the constant in Java, as an enum has it. */
    String name();

    /** Returns the word: the name in lower case. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
