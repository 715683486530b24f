// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentState;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.memory.ResidentMemory;
import io.jujuheap.render.AgentsView;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import io.jujuheap.snapshot.Snapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reports as JSON. Each is computed in full on a reporting thread before its first byte is sent. */
@Path("api/v1")
public final class ReportsResource {
    private static final int ROWS = 20;

    private final Collector collector;
    private final ProfileLookup profiles;
    private final Answers answers;

    ReportsResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.profiles = new ProfileLookup(collector);
        this.answers = answers;
    }

    /** Lists the agents of this machine. */
    @GET
    @Path("agents")
    public Response agents() {
        return Answers.json(new AgentsView(
                collector.agents().stream().map(ReportsResource::view).toList()));
    }

    private static AgentsView.Agent view(AgentState state) {
        AgentConf conf = state.info().conf();
        OptionalLong resident = state.vitals().residentBytes();
        return new AgentsView.Agent(
                state.info().tag().value(),
                state.info().tag().kind().word(),
                state.info().socket(),
                state.isUp(),
                state.problem().orElse(null),
                null,
                state.info().covers().stream().map(AgentTag::value).toList(),
                stated(conf.model()),
                stated(conf.controller()),
                stated(conf.version()),
                state.vitals().started().map(Instant::toString).orElse(null),
                state.lastSuccess().map(Instant::toString).orElse(null),
                resident.isPresent() ? (Long) resident.getAsLong() : null);
    }

    private static @Nullable String stated(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Serves the sums and the largest functions of a profile. */
    @GET
    @Path("summary")
    public void summary(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        ReportParameters asked = ReportParameters.ofHeap(Parameters.of(request), ROWS);
        report(request, to, asked, capture -> SummaryView.of(capture, growth(capture), asked));
    }

    /** Serves the functions of a profile. */
    @GET
    @Path("top")
    public void top(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        ReportParameters asked = ReportParameters.of(Parameters.of(request), ROWS);
        report(request, to, asked, asked::top);
    }

    /** Serves the call tree of a profile; with a base, of both profiles. */
    @GET
    @Path("flamegraph")
    public void flamegraph(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        if (Parameters.of(request).text("base").isPresent()) {
            compare(request, to, (base, target, restarts, asked) -> asked.flameGraph(base, target, restarts));
        } else {
            ReportParameters asked = ReportParameters.of(Parameters.of(request), ROWS);
            report(request, to, asked, asked::flameGraph);
        }
    }

    /** Serves the callers and callees of a function; with a base, of its growth. */
    @GET
    @Path("callers")
    public void callers(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        String function = function(parameters);
        if (parameters.text("base").isPresent()) {
            compare(request, to, (base, target, restarts, asked) -> asked.callers(base, target, restarts, function));
        } else {
            ReportParameters asked = ReportParameters.of(parameters, ROWS);
            report(request, to, asked, capture -> asked.callers(capture, function));
        }
    }

    /** Serves the stacks through a function, with file and line. */
    @GET
    @Path("stacks")
    public void stacks(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        String function = function(parameters);
        ReportParameters asked = ReportParameters.of(parameters, ROWS);
        report(request, to, asked, capture -> asked.stacks(capture, function));
    }

    private static String function(Parameters parameters) {
        return parameters
                .text("function")
                .orElseThrow(() -> Problem.exception(
                        400, "Name the function: ?function=NAME, its whole name as /api/v1/top has it."));
    }

    /** Serves the growth of one profile over another. */
    @GET
    @Path("diff")
    public void diff(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        compare(request, to, (base, target, restarts, asked) -> asked.diff(base, target, restarts));
    }

    /** Makes a view of two profiles. */
    @FunctionalInterface
    private interface Comparison {
        Record of(ProfileCapture base, ProfileCapture target, List<Instant> restarts, ReportParameters asked);
    }

    private void compare(ContainerRequestContext request, AsyncResponse to, Comparison view) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        String base = parameters.text("base").orElse(ProfileLookup.RESTART);
        ReportParameters asked = ReportParameters.of(parameters, ROWS);
        answers.compute(
                profiles.pair(agent, asked.kind(), base, target(parameters)),
                load -> Answers.json(compared(load.call(), view, asked)),
                answers.reporting(agent, Asker.of(request, to)));
    }

    private Record compared(ProfileLookup.Pair pair, Comparison view, ReportParameters asked) {
        return view.of(pair.base(), pair.target(), collector.history().restarts(pair.base(), pair.target()), asked);
    }

    /** Serves where an agent's resident memory goes, now, and which parts grow. */
    @GET
    @Path("memory")
    public void memory(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        AgentTag agent = collector.agent(Parameters.of(request).text("agent"));
        answers.when(
                collector.memoryNow(agent).thenApply(state -> Answers.json(view(agent, state))), Asker.of(request, to));
    }

    private MemoryView view(AgentTag agent, AgentState state) {
        ResidentMemory memory = state.memory()
                .orElseThrow(() -> Problem.exception(
                        404, "The metrics of " + agent + " lack Go's memory statistics (go_memstats_…)."));
        return MemoryView.of(
                agent.value(), state.lastSuccess(), memory, collector.history().memoryTrend(agent));
    }

    /** Serves memory over time. */
    @GET
    @Path("trend")
    public void trend(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        Instant from = parameters.time("from").orElse(Instant.EPOCH);
        Instant until = parameters.time("to").orElse(Instant.MAX);
        int functions = parameters.number("n", 5, 0, 50);
        answers.compute(
                () -> Answers.json(TrendView.of(
                        agent.value(),
                        collector.history().trend(agent, from, until, functions),
                        collector.memoryLimit(agent))),
                answers.reporting(agent, Asker.of(request, to)));
    }

    /** Serves the verdicts on what grew. */
    @GET
    @Path("leaks")
    public void leaks(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        judge(request, to, (agent, from, until) -> LeaksView.of(verdicts(agent, from, until)));
    }

    /** Serves the goroutines by stack: how many, how their number grew, and whether they leak. */
    @GET
    @Path("goroutines")
    public void goroutines(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        judge(request, to, (agent, from, until) -> GoroutineLeaksView.of(goroutines(agent, from, until)));
    }

    /** Makes the verdicts on an agent over the time that a request names. */
    @FunctionalInterface
    private interface Judgement {
        Record of(AgentTag agent, Optional<Instant> from, Optional<Instant> until) throws Exception;
    }

    private void judge(ContainerRequestContext request, AsyncResponse to, Judgement judgement) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        Optional<Instant> from = parameters.time("from");
        Optional<Instant> until = parameters.time("to");
        answers.compute(
                () -> Answers.json(judgement.of(agent, from, until)), answers.reporting(agent, Asker.of(request, to)));
    }

    private GoroutineReport goroutines(AgentTag agent, Optional<Instant> from, Optional<Instant> until)
            throws IOException {
        Optional<GoroutineReport> report = from.isEmpty() && until.isEmpty()
                ? collector.goroutines(agent, Collector.PATIENCE)
                : collector.goroutines(agent, from.orElse(Instant.EPOCH), until.orElse(Instant.MAX));
        return report.orElseThrow(() -> Problem.exception(
                404,
                "No profile of the goroutines of " + agent + " is stored from that time: wait for the next one,"
                        + " or ask /debug/goroutines for one of now."));
    }

    private LeakReport verdicts(AgentTag agent, Optional<Instant> from, Optional<Instant> until) throws IOException {
        Optional<LeakReport> report = from.isEmpty() && until.isEmpty()
                ? collector.leaks(agent, Collector.PATIENCE)
                : collector.leaks(agent, from.orElse(Instant.EPOCH), until.orElse(Instant.MAX));
        return report.orElseThrow(() -> Problem.exception(
                404, "There is no snapshot of " + agent + " from that time to judge it by: wait for the next one."));
    }

    private void report(
            ContainerRequestContext request,
            AsyncResponse to,
            ReportParameters asked,
            Function<ProfileCapture, Record> view) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        answers.compute(
                profiles.find(agent, asked.kind(), target(parameters)),
                load -> answers.json(load.call(), request, view),
                answers.reporting(agent, Asker.of(request, to)));
    }

    private static String target(Parameters parameters) {
        return parameters.text("snapshot").orElse(ProfileLookup.LATEST);
    }

    /** Returns how a profile grew since the oldest snapshot of the same process; null when there is none. */
    private SummaryView.@Nullable Growth growth(ProfileCapture capture) {
        Optional<Snapshot> first = collector.history().firstOfSegment(capture);
        return first.flatMap(snapshot -> collector
                        .history()
                        .totals(snapshot)
                        .map(before -> new SummaryView.Growth(
                                snapshot.taken().toString(),
                                snapshot.id().toString(),
                                capture.totals().inuseBytes() - before.inuseBytes(),
                                capture.totals().inuseObjects() - before.inuseObjects())))
                .orElse(null);
    }
}
