// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.io.FileErrors;
import io.jujuheap.io.Sha256;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secret that grants access to every path; kept only as a digest, so that it cannot appear in a heap dump or a log. */
final class Token {
    private static final int SHORTEST = 16;

    /** A token by itself, or as the header line that {@code curl -H @FILE} sends. */
    private static final Pattern FORM =
            Pattern.compile("(?:Authorization: *Bearer +)?([\\x21-\\x7e]{16,512})", Pattern.CASE_INSENSITIVE);

    private static final int MAX_FILE = 4096;
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] digest;

    Token(String secret) {
        this.digest = Sha256.of(secret);
    }

    /**
     * Reads a token from a file that only its owner can read.
     *
     * @throws UsageException when the file cannot be read, others can read it, or it holds no token
     */
    static Token read(Path file) {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new UsageException(
                        "The token file " + file + " can be read by others: run chmod 600 " + file + ".");
            }
            if (Files.size(file) > MAX_FILE) {
                throw new UsageException("The token file " + file + " is larger than " + MAX_FILE + " bytes.");
            }
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1).trim(), file);
        } catch (IOException e) {
            throw new UsageException("Cannot read the token file " + file + ": " + FileErrors.reason(e, file) + ".", e);
        }
    }

    private static Token parse(String text, Path file) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            boolean isShort = !text.isEmpty() && text.length() < SHORTEST && text.indexOf(' ') < 0;
            throw new UsageException("The token file " + file
                    + (isShort ? " holds a token of " + text.length() + " characters" : " holds no token")
                    + ": write 16 to 512 printable characters without spaces on one line, such as the output of"
                    + " openssl rand -hex 32.");
        }
        return new Token(matcher.group(1));
    }

    /** Compares in constant time. */
    boolean equalTo(String guess) {
        return MessageDigest.isEqual(digest, Sha256.of(guess));
    }
}
