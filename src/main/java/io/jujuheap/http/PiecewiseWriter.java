// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Writes an answer piece by piece. Grizzly copies bytes that the client has not read yet and blocks the writer. A large
 * answer written at once to a slow client would be in memory twice.
 *
 * <p>Jersey prefers the writer with the most specific media type. Its own writer of bytes names application/octet-stream, and
 * would write each profile in one piece if this one did not name it too.
 */
@Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.WILDCARD})
final class PiecewiseWriter implements MessageBodyWriter<byte[]> {
    private static final int PIECE_BYTES = 32 << 10;

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == byte[].class;
    }

    /** Returns the length, which becomes that of the answer. */
    @Override
    public long getSize(byte[] body, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return body.length;
    }

    @Override
    public void writeTo(
            byte[] body,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        for (int from = 0; from < body.length; from += PIECE_BYTES) {
            out.write(body, from, Math.min(PIECE_BYTES, body.length - from));
        }
    }
}
