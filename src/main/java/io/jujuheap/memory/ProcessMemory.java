// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's count of the memory of a process, in bytes, from {@code /proc/PID/status}. Reading that file takes no
 * right to trace the process.
 *
 * @param anonymous resident pages that no file backs ({@code RssAnon})
 * @param files resident pages of files, such as the binary ({@code RssFile})
 * @param shared resident pages of shared memory and tmpfs ({@code RssShmem})
 * @param swapped anonymous pages in swap ({@code VmSwap})
 */
public record ProcessMemory(long anonymous, long files, long shared, long swapped) {
    private static final int KILOBYTE = 1024;

    /**
     * Reads the file's text; see proc_pid_status(5).
     *
     * @return empty when one of the lines is missing, as for a kernel thread or a process that has just ended
     */
    public static Optional<ProcessMemory> parse(String status) {
        OptionalLong anonymous = bytes(status, "RssAnon");
        OptionalLong files = bytes(status, "RssFile");
        OptionalLong shared = bytes(status, "RssShmem");
        OptionalLong swapped = bytes(status, "VmSwap");
        return anonymous.isPresent() && files.isPresent() && shared.isPresent() && swapped.isPresent()
                ? Optional.of(new ProcessMemory(
                        anonymous.getAsLong(), files.getAsLong(), shared.getAsLong(), swapped.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong bytes(String status, String key) {
        Matcher line = Pattern.compile("^" + key + ":\\s+(\\d{1,15}) kB$", Pattern.MULTILINE)
                .matcher(status);
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * KILOBYTE) : OptionalLong.empty();
    }

    /** Returns the resident memory, {@code VmRSS}. */
    public long resident() {
        return anonymous + files + shared;
    }
}
