// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the agents that listen in the abstract namespace, whether or not their directories can be seen. It reads {@code
 * /proc/self/net/unix}, see proc(5), which a service with a restricted view of {@code /proc} still has.
 */
final class AbstractSockets {
    static final Path KERNEL_TABLE = Path.of("/proc/self/net/unix");

    private static final String PREFIX = "@jujud-";
    /** Columns: Num RefCount Protocol Flags Type St Inode Path. */
    private static final int FLAGS = 3;

    private static final int PATH = 7;
    /** {@code __SO_ACCEPTCON}: the socket listens, and is not one end of a connection to one that does. */
    private static final int LISTENS = 0x10000;

    private AbstractSockets() {}

    /** Returns the tags of the agents in the kernel's table of UNIX sockets; none when it cannot be read. */
    static Set<AgentTag> listening(Path table) {
        try (BufferedReader lines = Files.newBufferedReader(table, ISO_8859_1)) {
            return lines.lines()
                    .map(AbstractSockets::tag)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    private static Optional<AgentTag> tag(String line) {
        String[] columns = line.strip().split(" +", PATH + 1);
        return columns.length > PATH && columns[PATH].startsWith(PREFIX) && listens(columns[FLAGS])
                ? AgentTag.of(columns[PATH].substring(PREFIX.length()))
                : Optional.empty();
    }

    private static boolean listens(String hexFlags) {
        try {
            return (Integer.parseUnsignedInt(hexFlags, 16) & LISTENS) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
