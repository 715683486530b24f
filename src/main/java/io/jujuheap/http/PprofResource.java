// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.io.Worded;
import io.jujuheap.profile.Profile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The paths of Go's net/http/pprof that show memory and goroutines, for tools that support them: pprof, Parca,
 * Pyroscope, Alloy. Without {@code agent=TAG} they show the first agent, usually the machine agent. The header
 * {@value #AGENT_HEADER} names the agent.
 */
@Path("debug/pprof")
public final class PprofResource {
    /** The header of an answer that names the agent whose profile it is. */
    static final String AGENT_HEADER = "X-Juju-Agent";

    private static final int MAX_SECONDS = 300;

    /** A delta holds a profile while it waits. */
    private static final int MAX_DELTAS = 4;

    private static final String INDEX =
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>/debug/pprof/</title></head>
            <body>
            <p>/debug/pprof/</p>
            <p>Profiles of a Juju agent:</p>
            <table>
            <tr><td><a href="/debug/pprof/allocs?debug=1">allocs</a></td><td>all memory allocated since the agent \
            started</td></tr>
            <tr><td><a href="/debug/pprof/heap?debug=1">heap</a></td><td>memory in use as of the last garbage \
            collection</td></tr>
            <tr><td><a href="/debug/pprof/goroutine?debug=1">goroutine</a></td><td>the stacks of all goroutines</td></tr>
            <tr><td><a href="/debug/pprof/goroutineleak?debug=1">goroutineleak</a></td><td>goroutines that can never run \
            again, of agents that can find them; the agent collects garbage for it</td></tr>
            </table>
            <p>Add debug=0 for the protobuf form, seconds=N for the growth over N seconds, agent=TAG for another agent. \
            Scrape jobs name one agent each: /agents/TAG/debug/pprof/heap.</p>
            </body>
            </html>
            """;

    private final Collector collector;
    private final Answers answers;
    private final Places deltas = new Places("deltas", MAX_DELTAS, 10);

    PprofResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.answers = answers;
    }

    /** Serves the list of profiles as HTML. */
    @GET
    public Response index() {
        return Response.ok(INDEX.getBytes(StandardCharsets.UTF_8))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }

    /** Serves the heap profile, with memory in use as its default sample type. */
    @GET
    @Path("heap")
    public void heap(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        profile(Kind.HEAP, agent(request), request, to);
    }

    /** Serves the same profile with allocated memory as its default sample type. */
    @GET
    @Path("allocs")
    public void allocs(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        profile(Kind.ALLOCS, agent(request), request, to);
    }

    /** Serves the stacks of all goroutines. */
    @GET
    @Path("goroutine")
    public void goroutine(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        profile(Kind.GOROUTINE, agent(request), request, to);
    }

    /** Serves the stacks of the goroutines that can never run again, where the agent can find them. */
    @GET
    @Path("goroutineleak")
    public void goroutineLeak(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        goroutineLeak(agent(request), request, to);
    }

    private AgentTag agent(ContainerRequestContext request) {
        return collector.agent(Parameters.of(request).text("agent"));
    }

    /** Serves the leaked goroutines of an agent. */
    void goroutineLeak(AgentTag agent, ContainerRequestContext request, AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        if (parameters.text("seconds").isPresent()) {
            throw Problem.exception(400, "Leaked goroutines are found by a garbage collection: ask without seconds.");
        }
        Asker asker = Asker.of(request, to);
        if (isText(parameters, "goroutineleak")) {
            answers.when(
                    collector.leakedGoroutinesTextNow(agent).thenApply(text -> of(agent, Answers.text(text, request))),
                    asker);
        } else {
            answers.when(
                    collector
                            .leakedGoroutinesNow(agent)
                            .thenApply(capture -> of(agent, Answers.protobuf(capture, "goroutineleak"))),
                    asker);
        }
    }

    /** The profiles of one heap differ in their default sample type only. */
    enum Kind implements Worded {
        HEAP(ProfileKind.HEAP, "inuse_space"),
        ALLOCS(ProfileKind.HEAP, "alloc_space"),
        GOROUTINE(ProfileKind.GOROUTINE, "goroutine");

        private final ProfileKind asked;
        private final String shown;

        Kind(ProfileKind asked, String shown) {
            this.asked = asked;
            this.shown = shown;
        }
    }

    /** Serves a profile of an agent. */
    void profile(Kind kind, AgentTag agent, ContainerRequestContext request, AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        parameters.refuseCollection();
        boolean isText = isText(parameters, kind.word());
        int seconds = parameters.number("seconds", 0, 1, MAX_SECONDS);
        if (isText && seconds > 0) {
            throw Problem.exception(400, "The growth over some seconds comes as protobuf only: ask with debug=0.");
        }
        Asker asker = Asker.of(request, to);
        if (isText) {
            answers.when(
                    collector.textNow(agent, kind.asked).thenApply(text -> of(agent, Answers.text(text, request))),
                    asker);
        } else if (seconds > 0) {
            deltas.take(agent, asker);
            answers.compute(
                    collector.pair(agent, kind.asked, Duration.ofSeconds(seconds)),
                    pair -> of(agent, rewritten(kind, pair.growth(), kind.word() + "-delta")),
                    asker);
        } else if (kind != Kind.ALLOCS) {
            answers.when(
                    collector
                            .profileNow(agent, kind.asked)
                            .thenApply(capture -> of(agent, Answers.protobuf(capture, kind.word()))),
                    asker);
        } else {
            answers.compute(
                    collector.profileNow(agent, kind.asked),
                    capture -> of(agent, rewritten(kind, capture.profile(), kind.word())),
                    answers.reporting(agent, asker));
        }
    }

    /** Returns whether the text is asked for. A dump of each goroutine, which stops the agent while it writes, is never served. */
    private static boolean isText(Parameters parameters, String profile) {
        int form = parameters.number("debug", 0, 0, 2);
        if (form == 2 && profile.startsWith("goroutine")) {
            throw Problem.exception(
                    400,
                    "A dump (debug=2) stops the agent while it is written: take one on its machine, with"
                            + " juju-heap capture --profile goroutine --dump, or ask with debug=1.");
        }
        return form > 0;
    }

    private static Response of(AgentTag agent, Response answer) {
        return Response.fromResponse(answer).header(AGENT_HEADER, agent.value()).build();
    }

    private static Response rewritten(Kind kind, Profile profile, String name) {
        Profile shown = profile.withInfo(profile.info().withDefaultSampleType(kind.shown));
        return Answers.protobuf(ProfileWriter.gzippedProtobuf(shown), name);
    }
}
