// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.ProfilePage;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Flame graphs as self-contained files: see {@link ProfilePage}. */
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

    /** Serves the call trees of a profile for each of its sample types; with a base, those of its growth. */
    @GET
    public void file(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        ReportParameters asked = ReportParameters.of(parameters, 1);
        String snapshot = parameters.text("snapshot").orElse(ProfileLookup.LATEST);
        Optional<String> base = parameters.text("base");
        if (base.isPresent()) {
            answers.compute(
                    profiles.pair(agent, asked.kind(), base.get(), snapshot),
                    load -> growth(load.call(), asked.options()),
                    answers.reporting(agent, Asker.of(request, to)));
        } else {
            answers.compute(
                    profiles.find(agent, asked.kind(), snapshot),
                    load -> page(load.call(), Map.of(), Optional.empty(), asked.options()),
                    answers.reporting(agent, Asker.of(request, to)));
        }
    }

    private Response growth(ProfileLookup.Pair pair, ReportOptions options) {
        Map<String, String> about = new LinkedHashMap<>();
        describe("Compared with", pair.base(), about);
        List<Instant> restarts = collector.history().restarts(pair.base(), pair.target());
        if (!restarts.isEmpty()) {
            about.put(
                    "Restarted in between",
                    restarts.stream().map(Instant::toString).collect(Collectors.joining(", ")));
        }
        return page(pair.target(), about, Optional.of(pair.base().profile()), options);
    }

    private static Response page(
            ProfileCapture target, Map<String, String> ofBase, Optional<Profile> base, ReportOptions options) {
        Map<String, String> about = new LinkedHashMap<>();
        describe("Profile", target, about);
        about.putAll(ofBase);
        String title = target.agent().value() + ", " + target.takenAt();
        return Response.ok(ProfilePage.html(title, about, target.profile(), base, options), "text/html; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"flamegraph.html\"")
                .build();
    }

    private static void describe(String name, ProfileCapture capture, Map<String, String> about) {
        String snapshot = capture.snapshot().map(stored -> ", " + stored.id()).orElse("");
        about.put(name, capture.agent().value() + " at " + capture.takenAt() + snapshot);
    }
}
