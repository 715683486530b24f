// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of request heads (RFC 9112 §3 and §5, RFC 9110 §5). Grizzly is more lenient: it ignores a header with a space
 * before its colon, so that the body which this header announces would be taken for the next request.
 */
final class HeadGrammar {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** A method, a target without control characters, a version; one space between them. */
    private static final Pattern REQUEST_LINE = Pattern.compile(TOKEN + " [!-~\\x80-\\xff]+ HTTP/([0-9]\\.[0-9])");

    private static final Pattern NAME = Pattern.compile(TOKEN);

    /** The characters that a value must not contain: all control characters but the tab. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private HeadGrammar() {}

    /**
     * Checks the lines of a head that have arrived in full. A line may end with a bare line feed (RFC 9112 §2.2).
     *
     * @param bytes the head from its first byte on, followed by anything
     * @param start where the head begins
     * @return what is wrong with the first malformed line; empty when no line is
     */
    static Optional<Problem> problem(byte[] bytes, int start) {
        int from = start;
        for (int end = lineEnd(bytes, from); end >= 0; end = lineEnd(bytes, from)) {
            boolean endsWithReturn = end > from && bytes[end - 1] == '\r';
            String line = new String(bytes, from, end - from - (endsWithReturn ? 1 : 0), StandardCharsets.ISO_8859_1);
            if (line.isEmpty() && from > start) {
                return Optional.empty();
            }
            Optional<Problem> problem = from == start ? ofRequestLine(line) : ofField(line);
            if (problem.isPresent()) {
                return problem;
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Problem> ofRequestLine(String line) {
        Matcher matcher = REQUEST_LINE.matcher(line);
        if (!matcher.matches()) {
            return malformed("The request line must be a method, a target and HTTP/1.1, with one space between them.");
        }
        return matcher.group(1).equals("1.1") || matcher.group(1).equals("1.0")
                ? Optional.empty()
                : Optional.of(Problem.VERSION);
    }

    private static Optional<Problem> ofField(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return malformed("A header line has no colon.");
        }
        if (!NAME.matcher(line.substring(0, colon)).matches()) {
            return malformed(
                    "A header's name is empty or has a character that a name cannot have, such as a space before"
                            + " the colon.");
        }
        if (CONTROL.matcher(line.substring(colon)).find()) {
            return malformed("A header's value has a control character.");
        }
        return Optional.empty();
    }

    private static Optional<Problem> malformed(String sentence) {
        return Optional.of(Problem.of(400, "Malformed request head: " + sentence));
    }
}
