// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jujuheap.agent.AgentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A heap profile as the text that {@code juju_heap_profile} prints. It is kept gzipped: text shrinks to a thirtieth, and a
 * second of sharing must not hold 70 MB.
 */
public final class HeapText {
    private static final byte[] START = "heap profile: ".getBytes(US_ASCII);
    private static final String TRAILER = "# runtime.MemStats";

    /** The trailer is two rings of 256 numbers and some thirty lines. */
    private static final int MAX_TRAILER = 32 * 1024;

    private final byte[] gzipped;
    private final int length;

    private HeapText(byte[] gzipped, int length) {
        this.gzipped = gzipped;
        this.length = length;
    }

    /**
     * Takes an agent's answer.
     *
     * @throws AgentException when it is not a whole heap profile in text form
     */
    static HeapText of(byte[] text) throws AgentException {
        if (!Arrays.equals(text, 0, Math.min(text.length, START.length), START, 0, START.length)) {
            throw new AgentException(
                    AgentException.Reason.DECODE,
                    "The agent answered with something that is not a heap profile in text form: ask for format=pprof.");
        }
        int tail = Math.max(0, text.length - MAX_TRAILER);
        if (!new String(text, tail, text.length - tail, US_ASCII).contains(TRAILER)) {
            throw new AgentException(
                    AgentException.Reason.TRUNCATED,
                    "The agent's heap profile breaks off before its memory statistics: ask again.");
        }
        return new HeapText(gzip(text), text.length);
    }

    private static byte[] gzip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 16 + 1024);
        try (OutputStream out = new FastGzip(bytes)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** The text, gzipped; not to be changed. */
    public byte[] gzipped() {
        return gzipped;
    }

    /** The length of the text in bytes. */
    public int length() {
        return length;
    }

    /** Writes the text. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped), 16 * 1024)) {
            in.transferTo(out);
        }
    }
}
