// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as bytes. Everything is written out before the answer begins, so that no answer breaks off half way. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Something that writes itself as one JSON value. */
    @FunctionalInterface
    interface Value {
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** Writes a value token by token: for the few small answers that must not wait for the mapper to load. */
    static byte[] bytes(Value value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            value.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a view record; components that are null are left out. */
    static byte[] of(Record view) {
        return bytes(out -> Mapper.INSTANCE.writeValue(out, view));
    }

    /** As {@link #of}, and ends the line: for those who read it in a terminal. */
    static byte[] line(Record view) {
        return bytes(out -> {
            Mapper.INSTANCE.writeValue(out, view);
            out.writeRaw('\n');
        });
    }

    /** Loaded with the first report, not with the server. */
    private static final class Mapper {
        static final ObjectMapper INSTANCE = new ObjectMapper(FACTORY)
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    }
}
