// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Straight from the agents' sockets into the store, which the service has left to whoever comes. */
final class SocketProfiles implements ProfileSource {
    /** What the service's retention is, only it knows; one more profile is no reason to remove any. */
    private static final Retention KEEP_ALL = Retention.DEFAULT
            .withMaxBytes(Long.MAX_VALUE)
            .withMaxAge(Duration.ofDays(36_500))
            .withMaxSnapshots(Integer.MAX_VALUE)
            .withTiers(List.of());

    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private final AgentFinder finder;
    private final Path store;
    private final Clock clock;

    SocketProfiles(Path jujuData, Path store, Clock clock) {
        this.finder = new AgentFinder(jujuData);
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String take(String agent, boolean gc) throws ActionException {
        FoundAgent found = find(agent);
        AgentResponse answer = ask(found, gc ? AgentQuery.HEAP_AFTER_GC : AgentQuery.HEAP);
        try (SnapshotStore open = SnapshotStore.open(store, KEEP_ALL, SocketProfiles::fault)) {
            String tag = found.tag().value();
            Origin origin = origin(open.archive().newest(tag), answer.peer().pid());
            Capture capture = new Capture(tag, clock.instant(), Trigger.ACTION, origin);
            return open.store(capture, answer.body(), new byte[0]).id().toString();
        } catch (IOException e) {
            throw new ActionException("The profile cannot be kept: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public byte[] text(String agent) throws ActionException {
        return ask(find(agent), AgentQuery.HEAP_TEXT).body();
    }

    @Override
    public LeakTable leaks(String agent, Duration window) throws ActionException {
        return Archive.open(store).leaks(agent, clock.instant().minus(window), clock.instant());
    }

    private FoundAgent find(String agent) throws ActionException {
        AgentSurvey survey = finder.find();
        Optional<FoundAgent> found = agent.isEmpty()
                ? survey.chosen().stream().findFirst()
                : AgentTag.of(agent).flatMap(survey::agent);
        return found.orElseThrow(() -> new ActionException(
                survey.problem().isEmpty() ? "There is no agent " + agent + " on this machine." : survey.problem()));
    }

    private static AgentResponse ask(FoundAgent agent, AgentQuery query) throws ActionException {
        try (AgentClient client = new AgentClient(agent.address())) {
            return client.get(query);
        } catch (AgentException e) {
            throw new ActionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The same run of the agent as the newest snapshot's, unless its process is another one. */
    private static Origin origin(Optional<Snapshot> newest, long pid) {
        Origin before = newest.map(Snapshot::origin).orElse(Origin.UNKNOWN);
        boolean sameProcess = newest.isEmpty() || before.pid() == pid;
        return new Origin(
                pid,
                sameProcess ? before.started() : Instant.EPOCH,
                Origin.UNKNOWN.gcEpoch(),
                before.segment() + (sameProcess ? 0 : 1));
    }

    private static Optional<String> fault(byte[] bytes) {
        try {
            READER.read(bytes);
            return Optional.empty();
        } catch (MalformedProfileException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
