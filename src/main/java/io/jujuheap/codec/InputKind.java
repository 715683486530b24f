// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/** The form of a profile, told by its first bytes. */
enum InputKind {
    PROTOBUF,
    TEXT;

    private static final int LOOKED_AT = 64;
    private static final int LEGACY_CPU_HEADER = 16;

    /** The first bytes of Linux programs; {@code go tool pprof} takes a program beside the profile. */
    private static final String ELF = "\u007fELF";

    /**
     * Tells protobuf from a text heap profile.
     *
     * @throws MalformedProfileException when the input is neither; the sentence says what it looks like
     */
    static InputKind of(byte[] data) throws MalformedProfileException {
        String start = new String(data, 0, Math.min(data.length, LOOKED_AT), ISO_8859_1);
        String text = start.stripLeading();
        if (text.startsWith(TextHeader.START)) {
            return TEXT;
        }
        if (text.isEmpty()) {
            throw new MalformedProfileException("the input is empty, so there is no profile in it");
        }
        if (Gzip.isGzip(data)) {
            throw new MalformedProfileException("the profile was gzipped twice: gunzip it once");
        }
        if (start.startsWith(ELF)) {
            throw new MalformedProfileException(
                    "this is a program, not a profile: leave it out, the names are in the profile");
        }
        if (isLegacyCpu(data)) {
            throw notA(
                    "a CPU profile in the old binary format of C++ programs; only protobuf CPU profiles can be read");
        }
        if (start.chars().allMatch(InputKind::isPrintable)) {
            throw describe(text);
        }
        return PROTOBUF;
    }

    private static boolean isPrintable(int c) {
        return (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t';
    }

    /** Its header is the words 0, 3, 0, of 4 or 8 bytes. */
    private static boolean isLegacyCpu(byte[] data) {
        if (data.length < LEGACY_CPU_HEADER) {
            return false;
        }
        for (int i = 0; i < Integer.BYTES; i++) {
            if (data[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static MalformedProfileException describe(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<")) {
            return notA("an HTML page");
        }
        if (lower.startsWith("{") || lower.startsWith("[")) {
            return notA("JSON");
        }
        if (lower.startsWith("goroutine ") || lower.startsWith("threadcreate profile:")) {
            return textOf("a goroutine or thread profile");
        }
        if (lower.startsWith("--- ")) {
            return textOf("a contention, mutex or thread profile");
        }
        String firstLine = text.lines().findFirst().orElse("").strip();
        return new MalformedProfileException(
                "this is neither a protobuf nor a text heap profile; it begins with '" + firstLine + "'");
    }

    private static MalformedProfileException textOf(String what) {
        return new MalformedProfileException(
                "this looks like " + what + " as text, which cannot be read; fetch it as protobuf, without debug=");
    }

    private static MalformedProfileException notA(String what) {
        return new MalformedProfileException("this looks like " + what + ", not a heap profile");
    }
}
