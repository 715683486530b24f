// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.Collector;
import io.jujuheap.http.PprofResource.Kind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * Serves the paths of one agent, for scrape jobs: on a machine with several agents, each has paths of its own. Its metrics
 * are passed through; their names collide with the sidecar's.
 */
@Path("agents/{tag}")
public final class AgentResource {
    private final Collector collector;
    private final PprofResource pprof;
    private final Answers answers;

    AgentResource(Collector collector, PprofResource pprof, Answers answers) {
        this.collector = collector;
        this.pprof = pprof;
        this.answers = answers;
    }

    /** Serves the agent's own metrics. */
    @GET
    @Path("metrics")
    public void metrics(
            @PathParam("tag") String tag, @Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        answers.when(
                collector.metricsNow(collector.agent(Optional.of(tag))).thenApply(AgentResource::metrics),
                Asker.of(request, to));
    }

    private static Response metrics(byte[] text) {
        return Response.ok(text)
                .header(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .build();
    }

    /** Serves the same as {@code /debug/pprof/heap}, for this agent. */
    @GET
    @Path("debug/pprof/heap")
    public void heap(
            @PathParam("tag") String tag, @Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        pprof.profile(Kind.HEAP, collector.agent(Optional.of(tag)), request, to);
    }

    /** Serves the same as {@code /debug/pprof/allocs}, for this agent. */
    @GET
    @Path("debug/pprof/allocs")
    public void allocs(
            @PathParam("tag") String tag, @Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        pprof.profile(Kind.ALLOCS, collector.agent(Optional.of(tag)), request, to);
    }

    /** Serves the same as {@code /debug/pprof/goroutine}, for this agent. */
    @GET
    @Path("debug/pprof/goroutine")
    public void goroutine(
            @PathParam("tag") String tag, @Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        pprof.profile(Kind.GOROUTINE, collector.agent(Optional.of(tag)), request, to);
    }

    /** Serves the same as {@code /debug/pprof/goroutineleak}, for this agent. */
    @GET
    @Path("debug/pprof/goroutineleak")
    public void goroutineLeak(
            @PathParam("tag") String tag, @Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        pprof.goroutineLeak(collector.agent(Optional.of(tag)), request, to);
    }
}
