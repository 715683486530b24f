// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.io.Compression;
import io.jujuheap.io.HeapRoom;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the answers of resources for clients that accept gzip, and completes their headers: {@code Content-Length},
 * {@code Vary}, and {@code Cache-Control: no-store} where a resource has set no other rule.
 */
final class CompressionFilter implements ContainerResponseFilter {
    /** Smaller answers are not compressed: they fit in one packet anyway. */
    private static final int MIN_GZIP_BYTES = 1024;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("no-store"));
        if (response.getEntity() instanceof byte[] body) {
            byte[] sent = body;
            if (isWorthCompressing(response, body)) {
                response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
                if (acceptsGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
                    sent = compress(response, body);
                }
            }
            response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, sent.length);
        }
    }

    private static byte[] compress(ContainerResponseContext response, byte[] body) {
        byte[] sent = compressed(body);
        if (isCompressed(sent)) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
            response.setEntity(sent);
        }
        return sent;
    }

    /** Returns a text gzipped; as it is where that is not worth it, or where there is no room to compress it. */
    static byte[] compressed(byte[] text) {
        if (!isWorthCompressing(text)) {
            return text;
        }
        try {
            return Compression.gzip(text);
        } catch (HeapRoom.ExceededException e) {
            return text;
        }
    }

    /** Tells what {@link #compressed} returned. No text begins as gzip does. */
    static boolean isCompressed(byte[] sent) {
        return sent.length > 1
                && sent[0] == (byte) GZIPInputStream.GZIP_MAGIC
                && sent[1] == (byte) (GZIPInputStream.GZIP_MAGIC >> 8);
    }

    private static boolean isWorthCompressing(ContainerResponseContext response, byte[] body) {
        return isWorthCompressing(body)
                && isText(String.valueOf(response.getMediaType()))
                && !response.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING);
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.contains("json")
                || type.contains("yaml")
                || type.contains("openmetrics")
                || type.contains("javascript")
                || type.contains("svg");
    }

    /** Returns whether an {@code Accept-Encoding} accepts gzip; {@code gzip;q=0} refuses it. */
    static boolean acceptsGzip(@Nullable String encodings) {
        if (encodings == null) {
            return false;
        }
        for (String encoding : encodings.toLowerCase(Locale.ROOT).split(",", 20)) {
            String[] parts = encoding.trim().split("\\s*;\\s*", 3);
            if (parts[0].equals("gzip")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0{0,3})?");
            }
        }
        return false;
    }

    static boolean isWorthCompressing(byte[] body) {
        return body.length >= MIN_GZIP_BYTES;
    }
}
