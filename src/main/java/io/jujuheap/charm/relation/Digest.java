// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names that stay the same as long as what they name does. */
final class Digest {
    private Digest() {}

    /** The first {@code length} hex digits of a text's SHA-256. */
    static String hex(String text, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
