// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.Collector.Stored;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the stored snapshots, serves their bytes, and takes a new one. */
@Path("api/v1/snapshots")
public final class SnapshotsResource {
    private static final int MAX_LISTED = 5000;
    private static final List<String> KINDS =
            Stream.of(ProfileKind.values()).map(ProfileKind::word).toList();

    private final Collector collector;
    private final Answers answers;

    SnapshotsResource(Collector collector, Answers answers) {
        this.collector = collector;
        this.answers = answers;
    }

    /** Lists the snapshots of one agent or of all agents, newest first. */
    @GET
    public void list(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        Optional<AgentTag> agent = parameters.text("agent").map(tag -> collector.agent(Optional.of(tag)));
        Instant from = parameters.time("from").orElse(Instant.EPOCH);
        Instant until = parameters.time("to").orElse(Instant.MAX);
        int limit = parameters.number("limit", 500, 1, MAX_LISTED);
        ProfileKind kind = kind(parameters);
        SnapshotArchive archive = collector.history(kind).archive();
        answers.compute(
                () -> Answers.json(
                        SnapshotsView.of(kind, newest(archive, agent, from, until, limit), collector.storeStats())),
                Asker.of(request, to));
    }

    private static ProfileKind kind(Parameters parameters) {
        return parameters.oneOf("profile", KINDS).map(ProfileKind::ofWord).orElse(ProfileKind.HEAP);
    }

    private static List<Snapshot> newest(
            SnapshotArchive archive, Optional<AgentTag> agent, Instant from, Instant until, int limit) {
        List<Snapshot> all = new ArrayList<>();
        List<String> tags = agent.map(tag -> List.of(tag.value())).orElseGet(() -> List.copyOf(archive.agents()));
        tags.forEach(tag -> all.addAll(archive.list(tag, from, until)));
        all.sort(Comparator.comparing(Snapshot::taken));
        Collections.reverse(all);
        return all.subList(0, Math.min(limit, all.size()));
    }

    /** Serves the bytes of a snapshot. They never change, so clients may cache them. */
    @GET
    @Path("{agent}/{name}")
    public void bytes(
            @PathParam("agent") String agent,
            @PathParam("name") String name,
            @Context Request conditions,
            @Context ContainerRequestContext request,
            @Suspended AsyncResponse to) {
        ProfileKind kind = kind(Parameters.of(request));
        answers.compute(() -> bytes(kind, agent + "/" + name, conditions), Asker.of(request, to));
    }

    private Response bytes(ProfileKind kind, String id, Request conditions) throws IOException {
        SnapshotArchive archive = collector.history(kind).archive();
        Snapshot snapshot = archive.find(id).orElseThrow(ProfileLookup::unknown);
        EntityTag tag = new EntityTag(snapshot.sha256().orElse(snapshot.id().name()));
        Response.ResponseBuilder unchanged = conditions.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).build();
        }
        byte[] bytes = archive.read(snapshot).orElseThrow(ProfileLookup::removed);
        String file = snapshot.id().agent() + "-" + snapshot.id().name();
        return Response.fromResponse(Answers.protobuf(bytes, file))
                .tag(tag)
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .build();
    }

    /** Takes a snapshot now. */
    @POST
    public void take(@Context ContainerRequestContext request, @Suspended AsyncResponse to) {
        Parameters parameters = Parameters.of(request);
        AgentTag agent = collector.agent(parameters.text("agent"));
        answers.when(
                collector
                        .snapshotNow(agent, parameters.flag("gc"), Trigger.MANUAL)
                        .thenApply(SnapshotsResource::taken),
                Asker.of(request, to));
    }

    private static Response taken(Stored stored) {
        SnapshotsView.Item item = SnapshotsView.Item.of(ProfileKind.HEAP, stored.snapshot());
        Response answer = Answers.json(stored.isNew() ? 201 : 200, item);
        return stored.isNew()
                ? Response.fromResponse(answer).header("Location", item.url()).build()
                : answer;
    }
}
