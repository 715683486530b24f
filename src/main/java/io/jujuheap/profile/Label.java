// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

/**
 * A label of a sample: a string or a number. Heap profiles have one, {@code bytes}: the size of the counted objects.
 *
 * @param key such as {@code bytes}
 * @param text the value of a string label, empty for a numeric one
 * @param number the value of a numeric label, 0 for a string one
 * @param unit the unit of a numeric label, empty when not stated
 */
public record Label(String key, String text, long number, String unit) {
    /** The key under which heap profiles keep the size in bytes of the objects of a sample. */
    public static final String BYTES = "bytes";

    public Label {
        requireNonNull(key, "key is null");
        requireNonNull(text, "text is null");
        requireNonNull(unit, "unit is null");
    }

    /** Returns the label that heap profiles put on samples of objects of {@code size} bytes. Go states no unit. */
    public static Label objectBytes(long size) {
        return new Label(BYTES, "", size, "");
    }

    /** Returns whether the value is a string rather than a number. */
    public boolean isText() {
        return !text.isEmpty();
    }

    // Written out because the generated ones are linked at run time, which would cost a short command milliseconds.

    @Override
    public boolean equals(Object other) {
        return other instanceof Label that
                && key.equals(that.key)
                && text.equals(that.text)
                && number == that.number
                && unit.equals(that.unit);
    }

    @Override
    public int hashCode() {
        int hash = key.hashCode();
        hash = 31 * hash + text.hashCode();
        hash = 31 * hash + Long.hashCode(number);
        return 31 * hash + unit.hashCode();
    }
}
