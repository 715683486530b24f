// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the kernel's small text files with figures, see proc(5). */
public final class KernelFile {
    /** These files have a few kilobytes; their lengths are stated as 0. */
    private static final int MOST_BYTES = 64 << 10;

    private KernelFile() {}

    /** Returns the text of a file; an empty one when it cannot be read. */
    public static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Returns a figure in bytes from a line such as {@code MemTotal:       16384 kB}, where a kB is 1,024 bytes; empty when
     * the file or the line is missing.
     */
    public static OptionalLong bytes(Path file, String field) {
        return bytes(text(file), field);
    }

    /** Returns the same from the text of such a file. */
    public static OptionalLong bytes(String text, String field) {
        Matcher line = Pattern.compile("^" + field + ":\\s+(\\d{1,15}) kB$", Pattern.MULTILINE)
                .matcher(text);
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) << 10) : OptionalLong.empty();
    }
}
