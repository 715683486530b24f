// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

/** Makes foreign text safe to put into a sentence that ends on a terminal or in a log. */
public final class Printable {
    private static final int MAX_LENGTH = 120;

    private Printable() {}

    /** Returns a text with all but printable ASCII replaced by {@code ?}, cut to a line's length. */
    public static String of(String text) {
        String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return cut.replaceAll("[^ -~]", "?");
    }
}
