// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** How an {@link EvilAgent} answers one request. When it returns without closing, the connection is kept. */
@FunctionalInterface
public interface Script {
    /** Plays it once. */
    void play(Exchange exchange) throws IOException, InterruptedException;

    /** Answers as an agent does. */
    static Script ok(String body) {
        return ok(body.getBytes(ISO_8859_1));
    }

    /** Answers as an agent does. */
    static Script ok(byte[] body) {
        return exchange -> exchange.send(okBytes(body));
    }

    /** Sends {@code answer} as it is and keeps the connection. */
    static Script raw(String answer) {
        return exchange -> exchange.send(answer);
    }

    /** Sends {@code answer} as it is and ends the connection. */
    static Script rawThenClose(String answer) {
        return exchange -> {
            exchange.send(answer);
            exchange.close();
        };
    }

    /** Sends the first {@code count} bytes of {@code answer} and ends the connection. */
    static Script cut(byte[] answer, int count) {
        return exchange -> {
            exchange.send(Arrays.copyOf(answer, count));
            exchange.close();
        };
    }

    /** Says nothing until the client goes away. */
    static Script silence() {
        return Exchange::awaitClient;
    }

    /** Sends {@code text} and then nothing until the client goes away. */
    static Script thenSilence(String text) {
        return exchange -> {
            exchange.send(text);
            exchange.awaitClient();
        };
    }

    /** Sends {@code start}, then {@code part} again and again until the client goes away. */
    static Script endless(String start, String part) {
        return exchange -> {
            exchange.send(start);
            while (true) {
                exchange.send(part);
            }
        };
    }

    /** Sends {@code text} a byte at a time, slowly. */
    static Script drip(String text, Duration pause) {
        return exchange -> exchange.drip(text, pause);
    }

    /** The bytes of a good answer, as Go's server frames it. */
    static byte[] okBytes(byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        answer.writeBytes(body);
        return answer.toByteArray();
    }
}
