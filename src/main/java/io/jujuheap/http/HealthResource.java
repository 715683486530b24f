// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Liveness and readiness. Neither depends on an agent: otherwise the sidecar of a machine without an agent would be
 * restarted forever.
 */
@Path("-")
public final class HealthResource {
    private final BooleanSupplier isReady;

    HealthResource(BooleanSupplier isReady) {
        this.isReady = isReady;
    }

    /** Liveness: always answers 200. */
    @GET
    @Path("healthy")
    public Response healthy() {
        return text(200, "juju-heap is healthy.\n");
    }

    /** Readiness: answers 503 during start and stop, otherwise 200. */
    @GET
    @Path("ready")
    public Response ready() {
        return isReady.getAsBoolean()
                ? text(200, "juju-heap is ready.\n")
                : text(503, "juju-heap is starting or stopping.\n");
    }

    private static Response text(int status, String body) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .entity(body.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
