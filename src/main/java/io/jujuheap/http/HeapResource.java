// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
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

/** An agent's heap as of now, in the form that suits the client: text for {@code curl}, JSON or protobuf for a program. */
@Path("debug/heap")
public final class HeapResource {
    private static final List<String> FORMATS = List.of("text", "json", "pprof");

    private final Collector collector;
    private final Answers answers;

    HeapResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.answers = answers;
    }

    /** Serves the heap of the agent that the parameter {@code agent} names, else of the first one; a browser is sent to the page. */
    @GET
    public void heap(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        parameters.refuseCollection();
        String format = format(parameters, String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT)));
        if (format.equals("page")) {
            to.resume(Response.seeOther(URI.create("/")).build());
            return;
        }
        AgentTag agent = collector.agent(parameters.text("agent"));
        switch (format) {
            case "json" -> {
                ReportParameters asked = ReportParameters.of(parameters, 10);
                answers.compute(
                        collector.heapNow(agent),
                        capture -> Answers.json(SummaryView.of(capture, null, asked)),
                        answers.reporting(agent, Asker.of(request, to)));
            }
            case "pprof" -> answers.when(collector.heapNow(agent).thenApply(Answers::protobuf), Asker.of(request, to));
            default -> {
                boolean gzip = CompressionFilter.acceptsGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
                answers.when(
                        collector.textNow(agent).thenApply(text -> Answers.text(text, gzip)), Asker.of(request, to));
            }
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
