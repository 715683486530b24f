// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as pprof and Prometheus write them: {@code 256MB} is 256 times 1024 times 1024 bytes. */
public final class ByteSizes {
    /** Each is 1,024 times the one before it. */
    private static final List<String> UNITS = List.of("b", "kb", "mb", "gb", "tb");

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(b|kb|mb|gb|tb)?");

    private ByteSizes() {}

    /**
     * Reads a size, in bytes.
     *
     * @throws UsageException when it is written otherwise, or too large for a {@code long}
     */
    public static long parse(String text) {
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new UsageException("'" + text + "' is not a size: write 512kb, 256MB or 2GB");
        }
        long number = Long.parseLong(parts.group(1));
        int shift = 10 * UNITS.indexOf(parts.group(2) == null ? "b" : parts.group(2));
        if (number > Long.MAX_VALUE >> shift) {
            throw new UsageException("'" + text + "' is more than any machine has");
        }
        return number << shift;
    }
}
