// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.io.KernelFile;
import java.util.Optional;
import java.util.OptionalLong;

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
    /**
     * Reads the file's text; see proc_pid_status(5).
     *
     * @return empty when one of the lines is missing, as for a kernel thread or a process that has just ended
     */
    public static Optional<ProcessMemory> parse(String status) {
        OptionalLong anonymous = KernelFile.bytes(status, "RssAnon");
        OptionalLong files = KernelFile.bytes(status, "RssFile");
        OptionalLong shared = KernelFile.bytes(status, "RssShmem");
        OptionalLong swapped = KernelFile.bytes(status, "VmSwap");
        return anonymous.isPresent() && files.isPresent() && shared.isPresent() && swapped.isPresent()
                ? Optional.of(new ProcessMemory(
                        anonymous.getAsLong(), files.getAsLong(), shared.getAsLong(), swapped.getAsLong()))
                : Optional.empty();
    }

    /** Returns the resident memory, {@code VmRSS}. */
    public long resident() {
        return anonymous + files + shared;
    }
}
