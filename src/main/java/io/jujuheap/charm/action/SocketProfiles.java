// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.AgentState;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.ProfileText;
import io.jujuheap.collect.Scheduler;
import io.jujuheap.collect.UnknownAgentException;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Collects from the agents' sockets while the service is down. It uses the same code and the store of the service,
 * which is not locked then.
 */
final class SocketProfiles implements ProfileSource {
    /** Removes nothing: only the service knows its retention. */
    private static final Retention KEEP_ALL = Retention.DEFAULT
            .withMaxBytes(Long.MAX_VALUE)
            .withMaxAge(Duration.ofDays(36_500))
            .withMaxSnapshots(Integer.MAX_VALUE)
            .withTiers(List.of());

    /**
     * The logger of the collector, which is silenced because the action reports failures itself. Kept in a field,
     * because the log manager references loggers weakly.
     */
    private static final Logger SERVICE_LOG = Logger.getLogger(Collector.class.getName());

    private final AgentLocation agents;
    private final Path store;
    private final Clock clock;

    SocketProfiles(List<Path> dataDirs, Path store, Clock clock) {
        this.agents = new AgentLocation.DataDirectories(dataDirs);
        this.store = store;
        this.clock = clock;
        SERVICE_LOG.setLevel(Level.OFF);
    }

    @Override
    public String take(String agent, boolean gc) throws FailureException {
        return collect(agent, (collector, tag) -> collector.snapshotNow(tag, gc, Trigger.ACTION))
                .snapshot()
                .id()
                .toString();
    }

    @Override
    public byte[] text(String agent) throws FailureException {
        ProfileText text = collect(agent, (collector, tag) -> collector.textNow(tag, ProfileKind.HEAP));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        try {
            text.writeTo(bytes);
        } catch (IOException e) {
            throw new FailureException("The text cannot be unpacked: " + e.getMessage() + ".", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public MemoryView memory(String agent) throws FailureException {
        AgentState state = collect(agent, Collector::memoryNow);
        return state.memory()
                .map(memory -> MemoryView.of(state.agent(), state.lastSuccess(), memory))
                .orElseThrow(() -> new FailureException(
                        "The metrics of " + state.agent() + " lack Go's memory statistics (go_memstats_…)."));
    }

    @Override
    public LeaksView leaks(String agent, Duration window) throws FailureException {
        return Archive.open(store).leaks(agent, clock.instant().minus(window), clock.instant());
    }

    @Override
    public GoroutineLeaksView goroutines(String agent) throws FailureException {
        return Archive.ofGoroutines(store).goroutines(agent);
    }

    private <T> T collect(String agent, BiFunction<Collector, AgentTag, CompletableFuture<T>> question)
            throws FailureException {
        CollectSettings settings = CollectSettings.DEFAULT;
        try (ProfileStores open = ProfileStores.open(store, KEEP_ALL, settings);
                Scheduler scheduler = new Scheduler();
                Collector collector = Collector.of(settings, agents, open, scheduler)) {
            collector.search();
            AgentTag tag = collector.agent(Optional.of(agent).filter(name -> !name.isEmpty()));
            return question.apply(collector, tag).join();
        } catch (UnknownAgentException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FailureException failure(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return new FailureException(
                cause instanceof IOException ? "The profile cannot be kept: " + message + "." : message, cause);
    }
}
