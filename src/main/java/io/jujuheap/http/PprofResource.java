// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

/** The paths of Go's net/http/pprof that show memory, for the tools that know them: pprof, Parca, Pyroscope, Alloy. */
@Path("debug/pprof")
public final class PprofResource {
    private final Collector collector;
    private final Answers answers;

    PprofResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.answers = answers;
    }

    /** In-use memory first. */
    @GET
    @Path("heap")
    public void heap(@Context UriInfo uri, @Context HttpHeaders headers, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(uri);
        AgentTag agent = collector.agent(parameters.text("agent"));
        if (parameters.number("debug", 0, 0, 1) == 1) {
            boolean gzip = Finish.acceptsGzip(headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
            answers.when(collector.textNow(agent).thenApply(text -> ProfileAnswers.text(text, gzip)), to);
        } else {
            answers.when(collector.heapNow(agent).thenApply(ProfileAnswers::protobuf), to);
        }
    }
}
