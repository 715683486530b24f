// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import io.jujuheap.agent.AgentException.Reason;
import java.time.Duration;
import java.util.List;

/** Answers that break HTTP or take no end, each with the reason that a client has to give for refusing it. */
public final class HostileAnswers {
    /** A body may have this many bytes: some answers have one more. */
    public static final int MAX_BYTES = 10_000;

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String KILOBYTE = "x".repeat(1 << 10);
    private static final String MEGABYTE = "x".repeat(1 << 20);

    private static final List<Case> CASES = List.of(
            new Case("A01 accepts and never answers", Script.silence(), Reason.TIMEOUT),
            new Case("A01 accepts and closes", Exchange::close, Reason.TRUNCATED),
            new Case("A02 sends its headers a byte at a time", drip(OK + "A: b\r\n".repeat(20)), Reason.TIMEOUT),
            new Case("A03 sends headers, then nothing", length("9", Script::thenSilence, ""), Reason.TIMEOUT),
            new Case("A03 sends half a status line, then nothing", Script.thenSilence("HTTP/1.1 2"), Reason.TIMEOUT),
            new Case("A04 sends its body a byte at a time", drip(OK + "\r\n" + "x".repeat(99)), Reason.TIMEOUT),
            new Case("A04 sends chunks of a byte, slowly", drip(CHUNKED + "1\r\nx\r\n".repeat(50)), Reason.TIMEOUT),
            new Case("A05 sends chunks without end", Script.endless(CHUNKED, "5\r\nhello\r\n"), Reason.TOO_LARGE),
            new Case("A05 sends a body without end", Script.endless(OK + "\r\n", KILOBYTE), Reason.TOO_LARGE),
            new Case("A06 chunk size of sixteen F", chunk("FFFFFFFFFFFFFFFF"), Reason.DECODE),
            new Case("A06 chunk size with a sign", chunk("-1"), Reason.DECODE),
            new Case("A06 chunk size with 0x", chunk("0x5"), Reason.DECODE),
            new Case("A06 chunk size of twenty digits", chunk("10000000000000000000"), Reason.DECODE),
            new Case("A06 chunk size that is no number", chunk("hello"), Reason.DECODE),
            new Case("A06 no chunk size", chunk(""), Reason.DECODE),
            new Case(
                    "A06 a chunk as large as can be",
                    Script.endless(CHUNKED + "7FFFFFFFFFFFFFFF\r\n", KILOBYTE),
                    Reason.TOO_LARGE),
            new Case("A06 a chunk as large as can be, cut", close(CHUNKED + "7FFFFFFFFFFFFFFF\r\nx"), Reason.TRUNCATED),
            new Case("A06 chunk extension of a megabyte", chunk("5;x=" + MEGABYTE), Reason.TOO_LARGE),
            new Case(
                    "A06 no line end after a chunk",
                    Script.raw(CHUNKED + "5\r\nhello5\r\nhello\r\n0\r\n\r\n"),
                    Reason.DECODE),
            new Case("A06 no last chunk", close(CHUNKED + "5\r\nhello\r\n"), Reason.TRUNCATED),
            new Case("A06 no last chunk, and silence", Script.thenSilence(CHUNKED + "5\r\nhello\r\n"), Reason.TIMEOUT),
            new Case("A06 no line end after the last chunk", close(CHUNKED + "5\r\nhello\r\n0\r\n"), Reason.TRUNCATED),
            new Case(
                    "A06 trailers without end",
                    Script.endless(CHUNKED + "5\r\nhello\r\n0\r\n", "A: b\r\n"),
                    Reason.TOO_LARGE),
            new Case(
                    "A07 less than its length, then the end",
                    length("9", HostileAnswers::close, "hello"),
                    Reason.TRUNCATED),
            new Case(
                    "A07 less than its length, then silence",
                    length("9", Script::thenSilence, "hello"),
                    Reason.TIMEOUT),
            new Case("A07 two lengths", length("5\r\nContent-Length: 6", Script::raw, "hello!"), Reason.DECODE),
            new Case(
                    "A07 the same length twice", length("5\r\nContent-Length: 5", Script::raw, "hello"), Reason.DECODE),
            new Case("A07 a list of lengths", length("5, 5", Script::raw, "hello"), Reason.DECODE),
            new Case(
                    "A07 length and chunks",
                    length("5\r\nTransfer-Encoding: chunked", Script::raw, "0\r\n\r\n"),
                    Reason.DECODE),
            new Case("A07 negative length", length("-5", Script::raw, "hello"), Reason.DECODE),
            new Case("A07 signed length", length("+5", Script::raw, "hello"), Reason.DECODE),
            new Case("A07 hexadecimal length", length("0x5", Script::raw, "hello"), Reason.DECODE),
            new Case("A07 length of twenty digits", length("1".repeat(20), Script::raw, "hello"), Reason.DECODE),
            new Case("A07 length beyond the limit", length("10001", Script::raw, "hello"), Reason.TOO_LARGE),
            new Case("A07 an unknown transfer coding", close(OK + "Transfer-Encoding: gzip\r\n\r\nx"), Reason.DECODE),
            new Case(
                    "A07 a content coding not asked for", close(OK + "Content-Encoding: gzip\r\n\r\nx"), Reason.DECODE),
            new Case(
                    "A10 status line of a megabyte",
                    Script.raw("HTTP/1.1 200 " + MEGABYTE + "\r\n\r\n"),
                    Reason.TOO_LARGE),
            new Case("A10 header of a megabyte", Script.raw(OK + "A: " + MEGABYTE + "\r\n\r\n"), Reason.TOO_LARGE),
            new Case(
                    "A10 folded header of a megabyte",
                    Script.endless(OK + "A: b\r\n", " folded\r\n"),
                    Reason.TOO_LARGE),
            new Case("A10 headers without end", Script.endless(OK, "A: b\r\n"), Reason.TOO_LARGE),
            new Case("A10 empty lines without end", Script.endless("", "\r\n"), Reason.TOO_LARGE),
            new Case("A10 a line without end", Script.endless("", KILOBYTE), Reason.TOO_LARGE),
            new Case("A10 a header without a colon", Script.raw(OK + "hello\r\n\r\n"), Reason.DECODE),
            new Case("A10 HTTP/0.9", close("<html>\r\nhello\r\n"), Reason.DECODE),
            new Case("A10 HTTP/2", Script.raw("HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"), Reason.DECODE),
            new Case("A10 the preface of HTTP/2", Script.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Reason.DECODE),
            new Case("A10 another protocol", Script.raw("SSH-2.0-OpenSSH_9.6\r\n"), Reason.DECODE),
            new Case("A10 status that is no number", Script.raw("HTTP/1.1 abc OK\r\n\r\n"), Reason.DECODE),
            new Case("A10 negative status", Script.raw("HTTP/1.1 -1 OK\r\n\r\n"), Reason.DECODE),
            new Case("A10 status of ten digits", Script.raw("HTTP/1.1 9999999999 OK\r\n\r\n"), Reason.DECODE),
            new Case("A10 status 0", Script.raw("HTTP/1.1 000 OK\r\n\r\n"), Reason.DECODE),
            new Case("A10 interim answers without end", Script.endless("", "HTTP/1.1 103 x\r\n\r\n"), Reason.DECODE),
            new Case("A10 switches protocols", Script.raw("HTTP/1.1 101 x\r\n\r\n"), Reason.BAD_STATUS),
            new Case("A10 204 with a body", Script.raw("HTTP/1.1 204 x\r\n\r\nhello"), Reason.BAD_STATUS),
            new Case("A10 304 with a body", Script.raw("HTTP/1.1 304 x\r\n\r\nhello"), Reason.BAD_STATUS),
            new Case("A10 206", Script.raw("HTTP/1.1 206 x\r\nContent-Length: 5\r\n\r\nhello"), Reason.BAD_STATUS),
            new Case(
                    "A10 redirect elsewhere",
                    Script.raw("HTTP/1.1 301 x\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"),
                    Reason.BAD_STATUS),
            new Case(
                    "A11 404 with a body without end",
                    Script.endless("HTTP/1.1 404 x\r\n\r\n", "hello"),
                    Reason.BAD_STATUS),
            new Case("A11 500 with chunks without end", error(500), Reason.BAD_STATUS),
            new Case("A11 503 with chunks without end", error(503), Reason.BAD_STATUS),
            new Case("A11 500 and silence", Script.thenSilence("HTTP/1.1 500 x\r\n\r\n"), Reason.BAD_STATUS),
            new Case("A11 500, terminal escapes", close("HTTP/1.1 500 \33[2J\r\n\r\n\33[31mred"), Reason.BAD_STATUS));

    private HostileAnswers() {}

    /**
     * An answer.
     *
     * @param name the number of the case, and what the agent does
     * @param script does it
     * @param reason why it is refused
     */
    public record Case(String name, Script script, Reason reason) {}

    /** All of them. */
    public static List<Case> all() {
        return CASES;
    }

    private static Script close(String text) {
        return Script.rawThenClose(text);
    }

    private static Script drip(String text) {
        return Script.drip(text, Duration.ofMillis(50));
    }

    private static Script chunk(String size) {
        return Script.raw(CHUNKED + size + "\r\nhello\r\n0\r\n\r\n");
    }

    private static Script error(int status) {
        return Script.endless("HTTP/1.1 " + status + " x\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nhello\r\n");
    }

    private interface Ending {
        Script of(String text);
    }

    private static Script length(String length, Ending ending, String body) {
        return ending.of(OK + "Content-Length: " + length + "\r\n\r\n" + body);
    }
}
