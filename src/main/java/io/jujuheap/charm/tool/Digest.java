// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hex. */
public final class Digest {
    private Digest() {}

    /** Of a file's content, to check a copy by. */
    public static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The first {@code length} digits, of a text: a short name that stays the same as long as what it names does. */
    public static String hex(String text, int length) {
        return hex(text.getBytes(UTF_8)).substring(0, length);
    }
}
