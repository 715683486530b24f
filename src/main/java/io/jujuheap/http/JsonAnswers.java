// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Views as JSON. */
final class JsonAnswers {
    private JsonAnswers() {}

    static Response json(Record view) {
        return json(200, view);
    }

    static Response json(int status, Record view) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Json.line(view))
                .build();
    }
}
