// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.leak.goroutine.GoroutineSnapshot;
import io.jujuheap.render.GoroutinesView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The current heap and goroutines of an agent, each in the format that suits the client: text for {@code curl}, JSON or
 * protobuf for a program. Without the parameter {@code agent} they are of the first agent. A browser is redirected to
 * the page.
 */
@Path("debug")
public final class DebugResource {
    private static final List<String> FORMATS = List.of("text", "json", "pprof");
    private static final int MAX_STACKS = 10_000;

    private final Collector collector;
    private final Answers answers;

    DebugResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.answers = answers;
    }

    /** Serves the heap: as JSON its sums and largest functions. */
    @GET
    @Path("heap")
    public void heap(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        ReportParameters asked = ReportParameters.ofHeap(parameters, 10);
        serve(ProfileKind.HEAP, request, to, capture -> SummaryView.of(capture, null, asked));
    }

    /** Serves the goroutines: as text the output of {@code juju_goroutines}, as JSON the largest stacks. */
    @GET
    @Path("goroutines")
    public void goroutines(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        int stacks = Parameters.of(request).number("n", 20, 1, MAX_STACKS);
        serve(
                ProfileKind.GOROUTINE,
                request,
                to,
                capture -> GoroutinesView.of(
                        ProfileLookup.about(capture), GoroutineSnapshot.of(capture.profile()), stacks));
    }

    private void serve(
            ProfileKind kind,
            ContainerRequestContext request,
            AsyncResponse to,
            Function<ProfileCapture, Record> view) {
        Parameters parameters = Parameters.of(request);
        parameters.refuseCollection();
        String format = format(parameters, String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT)));
        if (format.equals("page")) {
            to.resume(Response.seeOther(URI.create("/")).build());
            return;
        }
        AgentTag agent = collector.agent(parameters.text("agent"));
        Asker asker = Asker.of(request, to);
        switch (format) {
            case "json" ->
                answers.compute(
                        collector.profileNow(agent, kind),
                        capture -> answers.json(capture, request, view),
                        answers.reporting(agent, asker));
            case "pprof" ->
                answers.when(
                        collector.profileNow(agent, kind).thenApply(capture -> Answers.protobuf(capture, kind.word())),
                        asker);
            default ->
                answers.when(collector.textNow(agent, kind).thenApply(text -> Answers.text(text, request)), asker);
        }
    }

    private static String format(Parameters parameters, String accept) {
        Optional<String> format = parameters.oneOf("format", FORMATS);
        if (format.isPresent()) {
            return format.get();
        }
        if (parameters.text("debug").isPresent()) {
            return parameters.number("debug", 1, 0, 2) == 0 ? "pprof" : "text";
        }
        if (accept.contains("text/html")) {
            return "page";
        }
        if (accept.contains("application/json")) {
            return "json";
        }
        return accept.contains("application/octet-stream") ? "pprof" : "text";
    }
}
