// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;
import io.jujuheap.io.Worded;

/**
 * The most memory that a process may take.
 *
 * @param bytes the limit; positive
 * @param source where it comes from
 */
public record MemoryLimit(long bytes, Source source) {

    /** The origin of a memory limit. */
    public enum Source implements Worded {
        /** The user gave it. */
        OPTION,
        /** The limit of the control group: the kernel kills processes of the group when they take more together. */
        CGROUP,
        /** The memory of the machine. Other processes need a part of it, so it may be exhausted earlier. */
        MACHINE
    }

    /** @throws UsageException when it is not positive */
    public MemoryLimit {
        if (bytes <= 0) {
            throw new UsageException(
                    "a memory limit of " + bytes + " bytes makes no sense: say how much memory there is");
        }
        requireNonNull(source, "source is null");
    }
}
