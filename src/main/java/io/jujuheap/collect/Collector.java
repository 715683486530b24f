// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.StoreException;
import io.jujuheap.snapshot.StoreStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Collects the heap profiles of the agents of this machine: at each interval one of each, stored when it is new, and in
 * between those that are asked for.
 *
 * <p>Methods that fetch return at once; their futures fail with {@link io.jujuheap.agent.AgentException} when the agent
 * gives no usable answer. May be used by any number of threads.
 */
public final class Collector implements AutoCloseable {
    /** Agents come and go rarely; looking for them reads a few directories. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(30);

    private final CollectSettings settings;
    private final SnapshotStore store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Backoff backoff;
    private final ProfileReader reader;
    private final SnapshotHistory history;
    private final Verdicts verdicts;
    private final Roster roster;
    private volatile boolean isStarted;

    /**
     * The outcome of storing a profile.
     *
     * @param snapshot the snapshot that shows it
     * @param isNew whether it was stored now, rather than showing the same heap as the newest snapshot
     */
    public record Stored(Snapshot snapshot, boolean isNew) {}

    /**
     * Two profiles of one agent.
     *
     * @param before the earlier
     * @param after the later
     */
    public record CapturePair(HeapCapture before, HeapCapture after) {
        /** Returns the growth between the two, as Go's net/http/pprof answers to {@code seconds=N}: dated from the second. */
        public Profile growth() {
            long start = before.profile().info().timeNanos();
            long end = after.profile().info().timeNanos();
            Profile growth = Profiles.subtract(after.profile(), before.profile(), Matching.ADDRESS);
            return new Profile(
                    growth.info().withTimes(end, end - start), growth.mappings(), growth.locations(), growth.samples());
        }
    }

    /**
     * Makes a collector that has yet to be started.
     *
     * @param settings how often and how much
     * @param location where to look for agents
     * @param store takes the profiles; the caller closes it
     * @param scheduler times the rounds; the caller closes it
     */
    public static Collector of(
            CollectSettings settings, AgentLocation location, SnapshotStore store, Scheduler scheduler) {
        AgentSource source = new SocketSource(location, settings);
        return new Collector(settings, source, store, MemoryLimits.ofThisMachine(), Clock.systemUTC(), scheduler);
    }

    /**
     * Opens a store that takes whole profiles only.
     *
     * @throws StoreException when another process holds the store, or the directory cannot be used
     */
    public static SnapshotStore openStore(Path directory, Retention retention, CollectSettings settings)
            throws StoreException {
        return SnapshotStore.open(directory, retention, check(reader(settings)));
    }

    private static Capture.Check check(ProfileReader reader) {
        return bytes -> {
            try {
                reader.read(bytes);
                return Optional.empty();
            } catch (MalformedProfileException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        };
    }

    private static ProfileReader reader(CollectSettings settings) {
        return ProfileReader.withLimits(Limits.DEFAULT.withInflatedBytes(settings.affordableProfileBytes()));
    }

    Collector(
            CollectSettings settings,
            AgentSource source,
            SnapshotStore store,
            MemoryLimits limits,
            Clock clock,
            Scheduler scheduler) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.scheduler = scheduler;
        this.backoff = new Backoff(
                settings.interval(), () -> ThreadLocalRandom.current().nextDouble());
        this.reader = reader(settings);
        this.history = new SnapshotHistory(store.archive(), reader, store::summarise);
        this.verdicts = new Verdicts(history, limits, this::publish);
        this.roster = new Roster(source, this::begin);
    }

    /** Looks for agents now, to fetch what is asked for and nothing else. Instead of {@link #start}. */
    public void search() {
        roster.search();
    }

    /** Looks for agents now, and from now on collects. */
    public void start() {
        isStarted = true;
        roster.search();
        Duration interval = settings.interval();
        scheduler.every(interval.compareTo(LONGEST_SEARCH) < 0 ? interval : LONGEST_SEARCH, roster::search);
        scheduler.every(AgentWatch.FRESH, () -> roster.all()
                .forEach(rounds -> rounds.watch().forgetStale()));
    }

    private AgentRounds begin(AgentSource.Agent agent) {
        AgentRounds rounds = rounds(agent);
        if (isStarted) {
            rounds.start();
        }
        return rounds;
    }

    private AgentRounds rounds(AgentSource.Agent agent) {
        AgentTag tag = agent.info().tag();
        AgentWatch watch = new AgentWatch(agent.info(), agent.connect().get(), reader, clock);
        Recorder recorder = new Recorder(store, history, tag.value());
        Runnable afterwards =
                () -> verdicts.refresh(tag, watch.latest().map(HeapCapture::pid).orElse(0L));
        return new AgentRounds(watch, recorder, backoff, scheduler, afterwards);
    }

    private AgentWatch watch(AgentTag tag) {
        return roster.get(tag).watch();
    }

    private void publish(AgentTag tag, LeakReport report) {
        roster.find(tag).ifPresent(rounds -> rounds.watch()
                .publish(state -> state.withSuspects(report.leaks().stream()
                        .map(leak -> new AgentState.Suspect(
                                leak.function(), leak.evidence().inuseBytes()))
                        .toList())));
    }

    /** Returns the states of the agents, by tag; the machine agent first. */
    public List<AgentState> agents() {
        return roster.all().stream().map(rounds -> rounds.watch().state()).toList();
    }

    /**
     * Returns the agent that is meant: the one named; without a name the first.
     *
     * @throws UnknownAgentException when there is none
     */
    public AgentTag agent(Optional<String> tag) {
        return roster.meant(tag);
    }

    /** Returns the newest profile that was fetched of an agent; empty before the first. */
    public Optional<HeapCapture> latest(AgentTag tag) {
        return watch(tag).latest();
    }

    /** Fetches an agent's profile as of now; requests within a second share one. */
    public CompletableFuture<HeapCapture> heapNow(AgentTag tag) {
        return watch(tag).heap();
    }

    /** Fetches an agent's profile as text as of now; requests within a second share one. */
    public CompletableFuture<HeapText> textNow(AgentTag tag) {
        return watch(tag).text();
    }

    /** Fetches the agent's own metrics, a Prometheus text; requests within a second share one. */
    public CompletableFuture<byte[]> metricsNow(AgentTag tag) {
        return watch(tag).metrics();
    }

    /**
     * Fetches all that tells where an agent's memory goes as of now; requests within a second share the answers.
     *
     * @return the state with them, see {@link AgentState#memory}
     */
    public CompletableFuture<AgentState> memoryNow(AgentTag tag) {
        return watch(tag).memory();
    }

    /**
     * Fetches two profiles of an agent, one as of now and one some time later. Cancelling the result ends the wait: the first
     * profile is released, and the second is not fetched.
     *
     * @param between how long to wait, from one second
     */
    @SuppressWarnings("FutureReturnValueIgnored") // both callbacks clean up and have no result
    public CompletableFuture<CapturePair> pair(AgentTag tag, Duration between) {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CompletableFuture<CapturePair> pair = heapNow(tag).thenCompose(before -> {
            Scheduler.Cancel timer = scheduler.after(between, () -> wait.complete(null));
            return wait.whenComplete((passed, cancelled) -> timer.cancel())
                    .thenCompose(passed -> heapNow(tag))
                    .thenApply(after -> new CapturePair(before, after));
        });
        CompletableFuture<CapturePair> unused = pair.whenComplete((taken, failure) -> wait.cancel(false));
        return pair;
    }

    /**
     * Stores an agent's profile as of now, unless the newest snapshot shows the same. Requests within a second share one.
     * Fails with {@link io.jujuheap.snapshot.StoreException} when it cannot be stored.
     *
     * @param gc whether the agent has to collect garbage first
     * @throws TooSoonException when it had to only a short while ago
     */
    public CompletableFuture<Stored> snapshotNow(AgentTag tag, boolean gc, Trigger trigger) {
        return roster.get(tag).snapshot(gc ? AgentQuery.HEAP_AFTER_GC : AgentQuery.HEAP, trigger);
    }

    /** Returns the time from one profile of an agent to the next. */
    public Duration interval() {
        return settings.interval();
    }

    /** Returns the history of the stored snapshots. */
    public SnapshotHistory history() {
        return history;
    }

    /**
     * Returns the verdicts on an agent's call sites, over all its snapshots; empty when there are none. They are at hand
     * unless a snapshot has just been stored; reads files, for threads that may wait for a disk.
     */
    public Optional<LeakReport> leaks(AgentTag tag) throws IOException {
        return verdicts.latest(tag);
    }

    /** Works out the verdicts over the snapshots from one moment on and before another. */
    public Optional<LeakReport> leaks(AgentTag tag, Instant from, Instant to) throws IOException {
        return verdicts.of(tag, from, to);
    }

    /** Returns the state of the store that takes the profiles. */
    public StoreStats storeStats() {
        return store.stats();
    }

    /** Stops collecting; requests under way fail. */
    @Override
    public void close() {
        verdicts.close();
        roster.close();
    }
}
