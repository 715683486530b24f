// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.metrics.Exposition;
import io.jujuheap.metrics.SidecarMetrics;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Prometheus scrapes. */
@Path("metrics")
public final class MetricsResource {
    private final SidecarMetrics metrics;

    MetricsResource(SidecarMetrics metrics) {
        this.metrics = metrics;
    }

    /** The metrics, or those that {@code name[]} names, in the format that {@code Accept} asks for. */
    @GET
    public Response metrics(@Context UriInfo uri, @Context HttpHeaders headers) {
        Set<String> names = new HashSet<>(Parameters.of(uri).texts("name[]"));
        List<String> accept = headers.getRequestHeader(HttpHeaders.ACCEPT);
        Exposition format = Exposition.accepted(accept == null ? "" : String.join(",", accept));
        return Response.ok(metrics.scrape(format, names))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .build();
    }
}
