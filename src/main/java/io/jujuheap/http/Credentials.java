// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks the {@code Authorization} header against the token and the users. Both are looked up at each request, because
 * their files may change while the server runs.
 */
final class Credentials {
    /** The result of a check. */
    enum Verdict {
        /** The credentials are valid. */
        GRANTED,
        /** Neither token nor users are configured. */
        NOT_ASKED,
        /** The header is missing or its credentials are wrong. */
        REFUSED,
        /** Too many checks are under way. */
        BUSY
    }

    /** Longer than any token or password; a longer header is not even decoded. */
    private static final int MAX_HEADER = 1024;

    private final Supplier<Optional<Token>> token;
    private final Supplier<Users> users;

    Credentials(Supplier<Optional<Token>> token, Supplier<Users> users) {
        this.token = token;
        this.users = users;
    }

    /** Returns whether users are configured. */
    boolean hasUsers() {
        return !users.get().isEmpty();
    }

    /** Checks the value of the header; empty when it was not sent. */
    Verdict check(String authorization) {
        Optional<Token> expected = token.get();
        Users known = users.get();
        if (expected.isEmpty() && known.isEmpty()) {
            return Verdict.NOT_ASKED;
        }
        if (authorization.length() > MAX_HEADER) {
            return Verdict.REFUSED;
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String value = authorization.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> expected.filter(t -> t.equalTo(value)).isPresent() ? Verdict.GRANTED : Verdict.REFUSED;
            case "basic" -> checkBasic(value, expected, known);
            default -> Verdict.REFUSED;
        };
    }

    private static Verdict checkBasic(String encoded, Optional<Token> expected, Users known) {
        String pair = decoded(encoded);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Verdict.REFUSED;
        }
        String password = pair.substring(colon + 1);
        if (expected.filter(t -> t.equalTo(password)).isPresent()) {
            return Verdict.GRANTED;
        }
        return known.isEmpty() ? Verdict.REFUSED : known.check(pair.substring(0, colon), password);
    }

    private static String decoded(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns the sentence for a refused sender: it says what to send. */
    String whatToSend() {
        return token.get().isPresent()
                ? "This needs the token: send \"Authorization: Bearer TOKEN\", or Basic with the token as password."
                : "This needs a user and a password of the web configuration file.";
    }
}
