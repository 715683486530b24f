// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.snapshot.SnapshotStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Collects the heap profiles of the agents of this machine: at each interval one of each, stored when it has news, and in
 * between whatever is asked for.
 *
 * <p>Methods that fetch return at once; what they promise fails with {@link io.jujuheap.agent.AgentException} when the
 * agent gives no usable answer. May be used by any number of threads.
 */
public final class Collector implements AutoCloseable {
    /** Agents come and go rarely; looking for them reads a few directories. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(30);

    private final CollectSettings settings;
    private final SnapshotStore store;
    private final Clock clock;
    private final Scheduler alarm;
    private final Backoff backoff;
    private final ProfileReader reader;
    private final SnapshotHistory history;
    private final Verdicts verdicts;
    private final Roster roster;

    /**
     * A collector that has yet to be started.
     *
     * @param settings how often and how much
     * @param location where to look for agents
     * @param store where profiles go; the caller closes it
     * @param alarm times the rounds; the caller closes it
     */
    public static Collector of(CollectSettings settings, AgentLocation location, SnapshotStore store, Scheduler alarm) {
        AgentSource source = SocketSource.of(location, settings);
        return new Collector(settings, source, store, MemoryLimits.ofThisMachine(), Clock.systemUTC(), alarm);
    }

    Collector(
            CollectSettings settings,
            AgentSource source,
            SnapshotStore store,
            MemoryLimits limits,
            Clock clock,
            Scheduler alarm) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.alarm = alarm;
        this.backoff = new Backoff(
                settings.interval(), () -> ThreadLocalRandom.current().nextDouble());
        this.reader = ProfileReader.withLimits(Limits.DEFAULT.withInflatedBytes(settings.affordableProfileBytes()));
        this.history = new SnapshotHistory(store.archive(), reader, store::summarise);
        this.verdicts = new Verdicts(history, limits, this::publish);
        this.roster = new Roster(source, this::rounds);
    }

    /** Looks for agents now, and from now on collects. */
    public void start() {
        roster.search();
        Duration interval = settings.interval();
        alarm.every(interval.compareTo(LONGEST_SEARCH) < 0 ? interval : LONGEST_SEARCH, roster::search);
        alarm.every(AgentWatch.FRESH, () -> roster.all()
                .forEach(rounds -> rounds.watch().forgetStale()));
    }

    private AgentRounds rounds(AgentSource.Found found) {
        AgentTag tag = found.info().tag();
        AgentWatch watch = new AgentWatch(found.info(), found.connect().get(), reader, clock);
        Recorder recorder = new Recorder(store, tag.value());
        Runnable afterwards =
                () -> verdicts.refresh(tag, watch.latest().map(HeapCapture::pid).orElse(0L));
        return new AgentRounds(watch, recorder, backoff, alarm, afterwards);
    }

    private AgentWatch watch(AgentTag tag) {
        return roster.get(tag).watch();
    }

    private void publish(AgentTag tag, LeakReport report) {
        roster.find(tag).ifPresent(rounds -> rounds.watch()
                .publish(state -> state.withLeakSuspects(report.leaks().size())));
    }

    /** What is known of the agents, by tag; the machine agent first. */
    public List<AgentState> agents() {
        return roster.all().stream().map(rounds -> rounds.watch().state()).toList();
    }

    /**
     * The agent that is meant: the one named, else the first.
     *
     * @throws UnknownAgentException when there is none
     */
    public AgentTag agent(Optional<String> tag) {
        return roster.meant(tag);
    }

    /** The newest profile that was fetched of an agent; empty before the first. */
    public Optional<HeapCapture> latest(AgentTag tag) {
        return watch(tag).latest();
    }

    /** An agent's profile as of now; requests within a second share one. */
    public CompletableFuture<HeapCapture> heapNow(AgentTag tag) {
        return watch(tag).heap();
    }

    /** An agent's profile as text as of now; requests within a second share one. */
    public CompletableFuture<HeapText> textNow(AgentTag tag) {
        return watch(tag).text();
    }

    /** The agent's own metrics, a Prometheus text; requests within a second share one. */
    public CompletableFuture<byte[]> metricsNow(AgentTag tag) {
        return watch(tag).metrics();
    }

    /**
     * Two profiles of an agent, one as of now and one some time later.
     *
     * @param between how long to wait, from one second
     */
    public CompletableFuture<CapturePair> pair(AgentTag tag, Duration between) {
        return heapNow(tag).thenCompose(before -> later(between)
                .thenCompose(nothing -> heapNow(tag))
                .thenApply(after -> new CapturePair(before, after)));
    }

    private CompletableFuture<Void> later(Duration delay) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        alarm.after(delay, () -> passed.complete(null));
        return passed;
    }

    /**
     * Stores an agent's profile as of now, unless the newest snapshot shows the same. Requests within a second share one.
     * Fails with {@link io.jujuheap.snapshot.StoreException} when it cannot be stored.
     *
     * @param gc whether the agent has to collect garbage first
     * @throws TooSoonException when it had to only a short while ago
     */
    public CompletableFuture<Stored> snapshotNow(AgentTag tag, boolean gc) {
        return roster.get(tag).snapshot(gc ? AgentQuery.HEAP_AFTER_GC : AgentQuery.HEAP);
    }

    /** The time from one profile of an agent to the next. */
    public Duration interval() {
        return settings.interval();
    }

    /** What has been stored. */
    public SnapshotHistory history() {
        return history;
    }

    /**
     * The verdicts on what an agent keeps, over all its snapshots; nothing when there are none. They are at hand unless a
     * snapshot has just been stored; reads files, for threads that may wait for a disk.
     */
    public Optional<LeakReport> leaks(AgentTag tag) throws IOException {
        return verdicts.latest(tag);
    }

    /** As {@link #leaks(AgentTag)}, over the snapshots from one moment on and before another; worked out each time. */
    public Optional<LeakReport> leaks(AgentTag tag, Instant from, Instant to) throws IOException {
        return verdicts.of(tag, from, to);
    }

    /** The store that the profiles go to. */
    public StoreState storeState() {
        return StoreState.of(store.stats());
    }

    /** Stops collecting; requests under way fail. */
    @Override
    public void close() {
        verdicts.close();
        roster.close();
    }
}
