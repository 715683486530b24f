// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The token, made on the machine and known only to root there. It is never part of a log, a result or a relation.
 */
public final class Secret {
    private static final int BYTES = 32;

    private final Path file;

    public Secret(Layout layout) {
        this.file = layout.authorization();
    }

    /**
     * Makes the file when it is wanted, removes it when not.
     *
     * @return whether anything changed
     */
    boolean ensure(boolean wanted) throws IOException {
        if (wanted == authorization().isPresent()) {
            return false;
        }
        if (wanted) {
            byte[] token = new byte[BYTES];
            new SecureRandom().nextBytes(token);
            FileTree.writeSecret(file, "Authorization: Bearer " + HexFormat.of().formatHex(token) + "\n");
        } else {
            Files.deleteIfExists(file);
        }
        return true;
    }

    /** The value of an Authorization header; empty when there is no token. */
    public Optional<String> authorization() throws IOException {
        return FileTree.read(file).filter(line -> !line.isBlank()).map(Secret::value);
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }
}
