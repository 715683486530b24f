// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;
import java.util.Locale;

/**
 * The most memory that a process may take.
 *
 * @param bytes how much; positive
 * @param source who says so
 */
public record MemoryLimit(long bytes, Source source) {

    /** Who limits the memory of a process. */
    public enum Source {
        /** A person said so. */
        OPTION,
        /** The process is killed when it, and what shares a control group with it, takes more. */
        CGROUP,
        /** There is no more in the machine, and other processes need their part of it: it may well end earlier. */
        MACHINE;

        /** The source in lower case, as in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
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
