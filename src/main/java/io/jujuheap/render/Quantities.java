// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.Locale;

/** Formats figures for people. */
public final class Quantities {
    private Quantities() {}

    /** Formats bytes with a suitable unit, 1 kB being 1024 B: {@code 612.40MB}. */
    public static String bytes(long bytes) {
        return ValueWriter.natural(bytes, "bytes");
    }

    /** Formats bytes with a sign before positive values: {@code +18.20MB}. */
    public static String change(long bytes) {
        String text = bytes(bytes);
        return bytes > 0 ? "+" + text : text;
    }

    /** Formats a count: {@code 5.1M}, 1 k being 1000. */
    public static String count(long count) {
        if (Math.abs(count) < 10_000) {
            return Long.toString(count);
        }
        boolean millions = Math.abs(count) >= 1_000_000;
        return String.format(Locale.ROOT, millions ? "%.1fM" : "%.1fk", count / (millions ? 1e6 : 1e3));
    }

    /** Formats a percentage without decimals. */
    static String percent(double percent) {
        return Math.round(percent) + "%";
    }
}
