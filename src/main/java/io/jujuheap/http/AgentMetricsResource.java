// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.Collector;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Passes the agents' own metrics through. They have a path of their own because their names collide with the sidecar's. */
@Path("agents/{tag}/metrics")
public final class AgentMetricsResource {
    private final Collector collector;
    private final Answers answers;

    AgentMetricsResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.answers = answers;
    }

    /** Serves the metrics of the agent of that tag. */
    @GET
    public void metrics(@PathParam("tag") String tag, @Suspended AsyncResponse to) {
        answers.when(
                collector.metricsNow(collector.agent(Optional.of(tag))).thenApply(AgentMetricsResource::answer), to);
    }

    private static Response answer(byte[] text) {
        return Response.ok(text)
                .header(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .build();
    }
}
