// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the grammar of request heads: it agrees with that of RFC 9112 §3 and §5 and RFC 9110 §5 as one expression, and it does not
 * matter in which pieces a head arrives.
 */
public final class HeadCheck {
    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";

    /** The end of a line, and an empty line, which ends the head. */
    private static final Pattern END = Pattern.compile("\\r?\\n\\r?\\n");

    private static final Pattern HEAD =
            Pattern.compile("(?s)" + TOKEN + " [\\x21-\\x7e\\x80-\\xff]++ HTTP/1\\.[01]\\r?\\n" + "(?:" + TOKEN
                    + ":[\\t\\x20-\\x7e\\x80-\\xff]*+\\r?\\n)*+\\r?\\n.*");

    private HeadCheck() {}

    /** Checks these bytes. */
    public static void check(byte[] input) {
        Optional<String> whole = problem(input, input.length);
        for (int length = 0; length < input.length; length++) {
            Optional<String> part = problem(input, length);
            if (part.isPresent()) {
                assertThat(part).as("the first %d bytes", length).isEqualTo(whole);
            }
        }
        if (isComplete(input)) {
            assertThat(whole.isEmpty())
                    .as("accepted")
                    .isEqualTo(HEAD.matcher(text(input)).matches());
        }
    }

    /** Returns whether a head has its end, and is not empty. */
    static boolean isComplete(byte[] input) {
        return END.matcher(text(input)).find(0) && !text(input).matches("(?s)\\r?\\n.*");
    }

    private static Optional<String> problem(byte[] input, int length) {
        return HeadGrammar.problem(Arrays.copyOf(input, length), 0).map(Problem::detail);
    }

    private static String text(byte[] input) {
        return new String(input, ISO_8859_1);
    }
}
