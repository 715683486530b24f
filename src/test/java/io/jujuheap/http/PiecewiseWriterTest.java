// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.glassfish.jersey.message.MessageBodyWorkers;
import org.glassfish.jersey.server.ApplicationHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer is handed to Grizzly in one piece, of which it would keep a copy for a reader who does not read. */
class PiecewiseWriterTest {
    private static final MessageBodyWorkers WRITERS = new ApplicationHandler(Routes.of(resource -> null))
            .getInjectionManager()
            .getInstance(MessageBodyWorkers.class);

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/json", "text/html; charset=utf-8", "text/plain"})
    void is_what_jersey_writes_answers_of_every_type_with(String type) {
        assertThat(writer(type)).isInstanceOf(PiecewiseWriter.class);
    }

    private static @Nullable MessageBodyWriter<byte[]> writer(String type) {
        return WRITERS.getMessageBodyWriter(byte[].class, byte[].class, new Annotation[0], MediaType.valueOf(type));
    }

    @Test
    void writes_all_of_it_in_small_pieces() throws IOException {
        byte[] body = new byte[1_000_003];
        new Random(1).nextBytes(body);
        List<Integer> pieces = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("a single byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                pieces.add(length);
                all.write(bytes, offset, length);
            }
        };
        new PiecewiseWriter()
                .writeTo(
                        body,
                        byte[].class,
                        byte[].class,
                        new Annotation[0],
                        MediaType.WILDCARD_TYPE,
                        new MultivaluedHashMap<>(),
                        out);
        assertThat(all.toByteArray()).isEqualTo(body);
        assertThat(pieces).allMatch(length -> length <= 32 << 10);
    }
}
