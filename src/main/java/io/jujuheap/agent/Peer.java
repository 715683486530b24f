// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.io.KernelFile;
import java.nio.file.Path;

/**
 * The process at the other end of a socket, as told by the kernel ({@code SO_PEERCRED}, unix(7)).
 *
 * @param pid its process id, 0 when it lives in a PID namespace that is not visible from here
 * @param uid its user at the time it began to listen
 * @param gid its group at that time
 */
public record Peer(long pid, long uid, long gid) {

    /** Returns the text of the process's {@code /proc/PID/status}; empty when the process has gone or is not visible. */
    public String status() {
        return KernelFile.text(Path.of("/proc", Long.toString(pid), "status"));
    }
}
