// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.profile.SampleType;
import io.jujuheap.render.FlameGraphView;
import io.jujuheap.render.FlamePage;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.ReportOptions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Flame graphs as self-contained files: see {@link FlamePage}. */
@Path("api/v1/flamegraph.html")
public final class FlamePageResource {
    private final Collector collector;
    private final ProfileLookup profiles;
    private final Answers answers;

    FlamePageResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.profiles = new ProfileLookup(collector);
        this.answers = answers;
    }

    private record Loaders(Callable<ProfileCapture> target, Optional<ProfileLookup.Base> base) {}

    /** Serves the call trees of a profile for each of its sample types; with a base, those of its growth. */
    @GET
    public void file(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        ReportParameters asked = ReportParameters.of(parameters, 1);
        ProfileKind kind = asked.kind();
        String snapshot = parameters.text("snapshot").orElse(ProfileLookup.LATEST);
        answers.compute(
                profiles.find(agent, kind, snapshot)
                        .thenCombine(base(agent, kind, parameters.text("base")), Loaders::new),
                load -> answer(load.target().call(), load.base(), asked),
                answers.reporting(agent, Asker.of(request, to)));
    }

    private CompletionStage<Optional<ProfileLookup.Base>> base(
            AgentTag agent, ProfileKind kind, Optional<String> reference) {
        return reference.isEmpty()
                ? CompletableFuture.completedStage(Optional.empty())
                : profiles.base(agent, kind, reference.get()).thenApply(Optional::of);
    }

    private Response answer(ProfileCapture target, Optional<ProfileLookup.Base> loader, ReportParameters asked)
            throws Exception {
        Map<String, String> about = new LinkedHashMap<>();
        describe("Profile", target, about);
        Optional<ProfileCapture> base =
                loader.isEmpty() ? Optional.empty() : Optional.of(loader.get().of(target));
        base.ifPresent(capture -> {
            describe("Compared with", capture, about);
            about.putAll(restarts(capture, target));
        });
        List<FlameGraph> graphs = target.profile().sampleTypes().stream()
                .map(SampleType::type)
                .sorted(Comparator.comparing(type -> !type.equals(asked.type())))
                .map(type -> graph(target, base, asked.options(type)))
                .toList();
        String title = target.agent().value() + ", " + target.takenAt();
        return Response.ok(FlamePage.html(title, about, graphs), "text/html; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"flamegraph.html\"")
                .build();
    }

    private Map<String, String> restarts(ProfileCapture base, ProfileCapture target) {
        List<Instant> restarts = collector.history().restarts(base, target);
        return restarts.isEmpty()
                ? Map.of()
                : Map.of(
                        "Restarted in between",
                        restarts.stream().map(Instant::toString).collect(Collectors.joining(", ")));
    }

    private static void describe(String name, ProfileCapture capture, Map<String, String> about) {
        String snapshot = capture.snapshot().map(stored -> ", " + stored.id()).orElse("");
        about.put(name, capture.agent().value() + " at " + capture.takenAt() + snapshot);
    }

    private static FlameGraph graph(ProfileCapture target, Optional<ProfileCapture> base, ReportOptions options) {
        return base.isPresent()
                ? FlameGraph.difference(base.get().profile(), target.profile(), options, FlameGraphView.MAX_NODES)
                : FlameGraph.of(target.profile(), options, FlameGraphView.MAX_NODES);
    }
}
