// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import io.jujuheap.collect.HeapText;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** Profiles as Go's net/http/pprof serves them. */
final class ProfileAnswers {
    private ProfileAnswers() {}

    /** A profile as its agent sent it. */
    static Response protobuf(HeapCapture capture) {
        return protobuf(capture.bytes(), "heap");
    }

    /** A gzipped {@code profile.proto}; not marked as an encoding, because the gzip is part of the format. */
    static Response protobuf(byte[] gzipped, String name) {
        return Response.ok(gzipped, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".pb.gz\"")
                .build();
    }

    /** A profile as text: gzipped as it is kept for those who accept that, else inflated as it is written. */
    static Response text(HeapText text, boolean gzip) {
        Response.ResponseBuilder answer = gzip
                ? Response.ok(text.gzipped()).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok((StreamingOutput) text::writeTo).header(HttpHeaders.CONTENT_LENGTH, text.length());
        return answer.type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }
}
