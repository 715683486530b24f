// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel remembers of files: without it, a program starts as after a boot. See proc_sys_vm(5), drop_caches. */
final class PageCache {
    private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

    private PageCache() {}

    /** Whether this process may empty it: only root may. */
    static boolean canBeDropped() {
        return Files.isWritable(DROP);
    }

    /** Empties it of all pages that no process has mapped and that are on the disk. */
    static void drop() throws IOException {
        Files.writeString(DROP, "3\n");
    }
}
