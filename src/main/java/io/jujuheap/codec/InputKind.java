// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jujuheap.io.Printable;
import java.util.Locale;
import java.util.Optional;

/** The form of a profile, recognized by its first bytes. */
enum InputKind {
    PROTOBUF,
    /** A heap profile of {@code debug=1}. */
    TEXT,
    /** A profile of {@code debug=1} that counts goroutines, threads or the like. */
    COUNT_TEXT,
    /** The goroutines of {@code debug=2}, one by one. */
    GOROUTINE_DUMP;

    private static final int LOOKED_AT = 256;

    /**
     * Determines the form.
     *
     * @throws MalformedProfileException when the input has another form; the sentence says what it looks like
     */
    static InputKind of(byte[] data) throws MalformedProfileException {
        String start = new String(data, 0, Math.min(data.length, LOOKED_AT), ISO_8859_1).stripLeading();
        if (start.startsWith(TextHeader.START)) {
            return TEXT;
        }
        if (CountTextReader.isHeader(firstLine(start))) {
            return COUNT_TEXT;
        }
        if (GoroutineHeader.begins(start)) {
            return GOROUTINE_DUMP;
        }
        if (Gzip.isGzip(data)) {
            throw new MalformedProfileException("the profile was gzipped twice: gunzip it once");
        }
        Optional<String> known = ForeignFile.sentence(data);
        if (known.isPresent()) {
            throw new MalformedProfileException(known.get());
        }
        String text = TextEncoding.start(data, LOOKED_AT);
        if (text.isBlank()) {
            throw new MalformedProfileException("the input is empty, so there is no profile in it");
        }
        if (isText(text)) {
            throw describe(text.strip());
        }
        return PROTOBUF;
    }

    /** Returns whether a text has no control characters, which protobuf and other binary data have from the start. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> (c < ' ' || c == 0x7f) && !isLayout(c));
    }

    private static boolean isLayout(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\u001b';
    }

    private static MalformedProfileException describe(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<")) {
            return notA("an HTML page");
        }
        if (lower.startsWith("{") || lower.startsWith("[")) {
            return notA("JSON");
        }
        if (lower.startsWith("--- ")) {
            return textOf("a contention, mutex or thread profile");
        }
        return new MalformedProfileException("this is neither a protobuf nor a text heap profile; it begins with '"
                + Printable.unicode(firstLine(text)) + "'");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static MalformedProfileException textOf(String what) {
        return new MalformedProfileException(
                "this looks like " + what + " as text, which cannot be read; fetch it as protobuf, without debug=");
    }

    private static MalformedProfileException notA(String what) {
        return new MalformedProfileException("this looks like " + what + ", not a heap profile");
    }
}
