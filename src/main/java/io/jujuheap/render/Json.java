// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.io.HeapOutput;
import io.jujuheap.io.HeapRoom;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads JSON. A component of a record that is null is left out. Maps and trees have their keys sorted, so that
 * equal values make equal texts. A value is written out before it is sent, so that no answer breaks off half way.
 */
public final class Json {
    private Json() {}

    /** Writes a record, map, list, tree or plain value without white space. */
    public static String text(Object value) {
        byte[] utf8 = written(value).toBytes();
        HeapRoom.require(2L * utf8.length);
        return new String(utf8, UTF_8);
    }

    /** Writes a record as one line in UTF-8, with a line feed at its end for people who read it on a terminal. */
    public static byte[] line(Record view) {
        HeapOutput out = written(view);
        out.write('\n');
        return out.toBytes();
    }

    /** Writes a value for a script element of HTML: no text in it can end the element, because it has no "<". */
    static void writeInHtml(Object value, HeapOutput out) {
        write(value, new WithoutLessThan(), out);
    }

    private static HeapOutput written(Object value) {
        HeapOutput out = new HeapOutput(1 << 10);
        write(value, null, out);
        return out;
    }

    private static void write(Object value, @Nullable CharacterEscapes escapes, HeapOutput out) {
        // Through a writer of the JDK: it replaces half a surrogate pair by a question mark, which Jackson's own
        // encoder refuses.
        try (Writer utf8 = new OutputStreamWriter(out, UTF_8)) {
            JsonEncoder.write(utf8, value, escapes);
        } catch (IOException e) {
            // Jackson wraps what the output throws.
            throw e.getCause() instanceof HeapRoom.ExceededException exceeded ? exceeded : new UncheckedIOException(e);
        }
    }

    private static final class WithoutLessThan extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    /** Makes a tree of maps, lists and plain values. */
    public static JsonNode tree(Object value) {
        try {
            return JsonTreeReader.read(text(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written as JSON is not JSON.", e);
        }
    }

    /**
     * Reads one value; the tree of an empty text is missing.
     *
     * @throws JsonProcessingException when the text is not JSON
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return JsonTreeReader.read(text);
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @throws IOException when the bytes are not JSON, or not of that record
     */
    public static <T extends Record> T read(byte[] json, Class<T> view) throws IOException {
        return JsonRecords.read(json, view);
    }
}
