// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jujuheap.agent.AgentClient.BodySink;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.io.HeapOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A profile as the text that {@code juju_heap_profile} or {@code juju_goroutines} prints. It is compressed while it
 * arrives: text shrinks to a thirtieth, so 100 MB of it fit into a process of half that size.
 */
public final class ProfileText {
    private final byte[] gzipped;
    private final int length;

    private ProfileText(byte[] gzipped, int length) {
        this.gzipped = gzipped;
        this.length = length;
    }

    /** The kinds of text, recognized by their first words. */
    enum Form {
        HEAP("heap profile: ", "heap profile", "# runtime.MemStats"),
        GOROUTINES("goroutine profile: total ", "list of goroutines", ""),
        GOROUTINE_LEAKS("goroutineleak profile: total ", "list of leaked goroutines", "");

        private final String firstWords;
        private final String title;
        private final String trailer;

        /** @param trailer words at the end of every complete text; empty when the end cannot be recognized */
        Form(String firstWords, String title, String trailer) {
            this.firstWords = firstWords;
            this.title = title;
            this.trailer = trailer;
        }

        /** Returns the name of such a text in a sentence. */
        String title() {
            return title;
        }
    }

    /** Returns the text, gzipped; not to be changed. */
    public byte[] gzipped() {
        return gzipped;
    }

    /** Returns the length of the text in bytes. */
    public int length() {
        return length;
    }

    /** Writes the text. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped), 16 * 1024)) {
            in.transferTo(out);
        }
    }

    /** A text that is being received. */
    static final class Collecting implements BodySink {
        private static final int MOST_GZIPPED =
                (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 8);

        private final Form form;
        private final Search start;
        private final Search trailer;
        private final HeapOutput gzipped = new HeapOutput(16 << 10);
        private final OutputStream gzip;
        private int length;

        /** @param form the form that the agent's answer has to be of */
        Collecting(Form form) {
            this.form = form;
            this.start = new Search(form.firstWords);
            this.trailer = new Search(form.trailer);
            try {
                gzip = new FastGzip(gzipped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void take(byte[] buffer, int count) throws AgentException {
            if (!start.isOver() && !start.goesOn(buffer, count)) {
                throw notText();
            }
            trailer.find(buffer, count);
            try {
                gzip.write(buffer, 0, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            length += count;
            if (gzipped.size() > MOST_GZIPPED) {
                throw new AgentException(Reason.TOO_LARGE, "The text shrinks to more than " + MOST_GZIPPED + " bytes.");
            }
        }

        /**
         * Returns the whole text.
         *
         * @throws AgentException when it is not a whole text of its form
         */
        ProfileText whole() throws AgentException {
            if (!start.isOver()) {
                throw notText();
            }
            if (!trailer.isOver()) {
                throw new AgentException(
                        Reason.TRUNCATED,
                        "The agent's " + form.title + " breaks off before its memory statistics: ask again.");
            }
            try {
                gzip.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ProfileText(gzipped.toBytes(), length);
        }

        private AgentException notText() {
            return new AgentException(
                    Reason.DECODE,
                    "The agent answered with something that is not a " + form.title
                            + " in text form: ask for format=pprof.");
        }
    }

    /** Searches for words in bytes that arrive in pieces. */
    private static final class Search {
        private final byte[] words;
        private int found;

        /** @param words the words; their first character must occur only once in them, so that a search never has to go back */
        Search(String words) {
            this.words = words.getBytes(US_ASCII);
        }

        boolean isOver() {
            return found == words.length;
        }

        /** Tells whether the next bytes are the words. */
        boolean goesOn(byte[] buffer, int count) {
            for (int i = 0; i < count && !isOver(); i++) {
                if (buffer[i] != words[found++]) {
                    return false;
                }
            }
            return true;
        }

        /** Searches for the words anywhere in the bytes. */
        void find(byte[] buffer, int count) {
            for (int i = 0; i < count && !isOver(); i++) {
                found = buffer[i] == words[found] ? found + 1 : buffer[i] == words[0] ? 1 : 0;
            }
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
