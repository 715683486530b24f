// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.io.KernelFile;
import java.nio.file.Path;

/**
 * The process at the other end of a socket, as the kernel reports it ({@code SO_PEERCRED}, unix(7)).
 *
 * @param pid its process id; 0 when its PID namespace is not visible from here
 * @param uid its user when it began to listen
 * @param gid its group when it began to listen
 */
public record Peer(long pid, long uid, long gid) {

    /** Returns the text of the process's {@code /proc/PID/status}; empty when the process has ended or is not visible. */
    public String status() {
        return KernelFile.text(Path.of("/proc", Long.toString(pid), "status"));
    }
}
