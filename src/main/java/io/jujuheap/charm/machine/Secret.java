// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.io.FileTree;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The token of the service. It is created on the machine, only root can read it, and it is never part of a log, a
 * result or a relation.
 */
final class Secret {
    private static final int BYTES = 32;

    private final MachineLayout layout;

    Secret(MachineLayout layout) {
        this.layout = layout;
    }

    /** Creates missing files if they are wanted. A running service is restarted, because it reads its file only once. */
    void make(boolean wanted) throws IOException {
        if (wanted && authorization().isEmpty()) {
            byte[] token = new byte[BYTES];
            new SecureRandom().nextBytes(token);
            FileTree.delete(layout.applied());
            FileTree.writeSecret(
                    layout.authorization(),
                    "Authorization: Bearer " + HexFormat.of().formatHex(token) + "\n");
        }
        Optional<String> bare =
                wanted ? authorization().map(value -> value.replaceFirst("^Bearer ", "") + "\n") : Optional.empty();
        if (bare.isPresent() && !FileTree.read(layout.token()).equals(bare)) {
            FileTree.writeSecret(layout.token(), bare.get());
        }
    }

    /** Removes the files when they are not wanted. */
    void removeUnless(boolean wanted) throws IOException {
        if (!wanted) {
            FileTree.delete(layout.authorization());
            FileTree.delete(layout.token());
        }
    }

    /** Returns the value of an Authorization header; empty when there is no token. */
    Optional<String> authorization() throws IOException {
        return FileTree.read(layout.authorization())
                .filter(line -> !line.isBlank())
                .map(Secret::value);
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }
}
