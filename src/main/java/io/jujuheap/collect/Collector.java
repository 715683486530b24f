// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.StoreStats;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Collects the heap profiles of agents, usually those of this machine. At each interval it fetches a profile of each
 * agent and stores it if it is new. In between, it fetches profiles on request. It profiles goroutines less often, see
 * {@link GoroutinePace}.
 *
 * <p>Methods that fetch return at once; their futures fail with {@link io.jujuheap.agent.AgentException} when the agent
 * gives no usable answer. Thread-safe.
 */
public final class Collector implements AutoCloseable {
    /** How long a request waits for verdicts. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The time between two searches for agents. They change rarely; a search reads a few directories. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(30);

    private final CollectSettings settings;
    private final ProfileStores stores;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Backoff backoff;
    private final ProfileReader reader;
    private final MemoryLimits limits;
    private final SnapshotHistory history;
    private final SnapshotHistory goroutineHistory;
    private final SerialExecutor background = new SerialExecutor("juju-heap-verdicts", 64);
    private final Verdicts<LeakReport> verdicts;
    private final Verdicts<GoroutineReport> goroutineVerdicts;
    private final Roster roster;
    private volatile boolean isStarted;

    /**
     * The outcome of storing a profile.
     *
     * @param snapshot the snapshot with this state of the heap
     * @param isNew whether it was stored now, rather than showing the same heap as the newest snapshot
     */
    public record Stored(Snapshot snapshot, boolean isNew) {}

    /**
     * Two profiles of one agent.
     *
     * @param before the earlier
     * @param after the later
     */
    public record CapturePair(ProfileCapture before, ProfileCapture after) {
        /** Returns the growth between the two, as Go's net/http/pprof answers to {@code seconds=N}: dated from the second. */
        public Profile growth() {
            long start = before.profile().info().timeNanos();
            long end = after.profile().info().timeNanos();
            Profile growth = Profiles.subtract(after.profile(), before.profile(), Matching.ADDRESS);
            return growth.withInfo(growth.info().withTimes(end, end - start));
        }
    }

    /**
     * Creates a collector. It does nothing until it is started.
     *
     * @param settings the interval and the limits
     * @param location where to look for agents
     * @param stores store the profiles; the caller closes them
     * @param scheduler times the rounds; the caller closes it
     */
    public static Collector of(
            CollectSettings settings, AgentLocation location, ProfileStores stores, Scheduler scheduler) {
        AgentSource source = new LocatedAgents(location, settings);
        return new Collector(settings, source, stores, MemoryLimits.ofThisMachine(), Clock.systemUTC(), scheduler);
    }

    Collector(
            CollectSettings settings,
            AgentSource source,
            ProfileStores stores,
            MemoryLimits limits,
            Clock clock,
            Scheduler scheduler) {
        this.settings = settings;
        this.stores = stores;
        this.limits = limits;
        this.clock = clock;
        this.scheduler = scheduler;
        this.backoff = new Backoff(
                settings.interval(), () -> ThreadLocalRandom.current().nextDouble());
        this.reader = ProfileStores.reader(settings);
        this.history = new SnapshotHistory(stores.heaps().archive(), reader, stores.heaps()::summarise);
        this.goroutineHistory = new SnapshotHistory(stores.goroutines().archive(), reader, Summaries.Keeper.NONE);
        this.verdicts = new Verdicts<>("", history.archive(), this::leaks, this::publish, background);
        this.goroutineVerdicts = new Verdicts<>(
                "the goroutines of ", goroutineHistory.archive(), this::goroutines, this::publish, background);
        this.roster = new Roster(source, this::begin);
    }

    /** Looks for agents once and makes no rounds. Call this instead of {@link #start} to fetch on request only. */
    public void search() {
        roster.search();
    }

    /** Looks for agents and starts to collect. */
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
        AgentLink link = agent.connect().get();
        AgentWatch watch = new AgentWatch(agent.info(), link, reader, clock);
        Recorder recorder = new Recorder(stores.heaps(), history, tag.value());
        GoroutineRounds goroutines =
                new GoroutineRounds(watch, stores.goroutines(), () -> goroutineVerdicts.refresh(tag, Optional.empty()));
        Runnable afterwards =
                () -> verdicts.refresh(tag, link.isOfThisMachine() ? memoryLimit(watch) : Optional.empty());
        return new AgentRounds(watch, recorder, goroutines, backoff, scheduler, afterwards);
    }

    private Optional<MemoryLimit> memoryLimit(AgentWatch watch) {
        return limits.of(watch.latest(ProfileKind.HEAP).map(ProfileCapture::pid).orElse(0L));
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

    private void publish(AgentTag tag, GoroutineReport report) {
        List<AgentState.StackSuspect> suspects = report.leaks().stream()
                .map(leak -> new AgentState.StackSuspect(leak.function(), leak.count()))
                .toList();
        roster.find(tag).ifPresent(rounds -> rounds.watch().publish(state -> state.withGoroutineSuspects(suspects)));
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

    /** Returns the newest profile of a kind that was fetched of an agent; empty before the first. */
    public Optional<ProfileCapture> latest(AgentTag tag, ProfileKind kind) {
        return watch(tag).latest(kind);
    }

    /** Fetches a current profile of an agent; requests within a second share one. */
    public CompletableFuture<ProfileCapture> profileNow(AgentTag tag, ProfileKind kind) {
        return watch(tag).profile(kind == ProfileKind.HEAP ? AgentQuery.HEAP : AgentQuery.GOROUTINES);
    }

    /** Fetches a current profile of an agent as text; requests within a second share one. */
    public CompletableFuture<ProfileText> textNow(AgentTag tag, ProfileKind kind) {
        return watch(tag).text(kind == ProfileKind.HEAP ? AgentQuery.HEAP_TEXT : AgentQuery.GOROUTINES_TEXT);
    }

    /**
     * Makes an agent find the goroutines that can never run again, which forces a garbage collection. Fails with
     * {@link UnknownProfileException} when the agent does not support it, and with {@link TooSoonException} shortly
     * after another forced collection.
     */
    public CompletableFuture<ProfileCapture> leakedGoroutinesNow(AgentTag tag) {
        return watch(tag).profile(AgentQuery.GOROUTINE_LEAKS);
    }

    /** Fetches the same as text. */
    public CompletableFuture<ProfileText> leakedGoroutinesTextNow(AgentTag tag) {
        return watch(tag).text(AgentQuery.GOROUTINE_LEAKS_TEXT);
    }

    /** Fetches the agent's own metrics, a Prometheus text; requests within a second share one. */
    public CompletableFuture<byte[]> metricsNow(AgentTag tag) {
        return watch(tag).metrics();
    }

    /**
     * Fetches only an agent's metrics, the cheapest request; requests within a second share one.
     *
     * @return the state with them, or with unknown figures when the agent does not answer
     */
    public CompletableFuture<AgentState> vitalsNow(AgentTag tag) {
        return watch(tag).vitals();
    }

    /**
     * Fetches everything that is needed to split an agent's memory into its parts; requests within a second share the
     * answers.
     *
     * @return the state with them, see {@link AgentState#memory}
     */
    public CompletableFuture<AgentState> memoryNow(AgentTag tag) {
        return watch(tag).memory();
    }

    /**
     * Fetches two profiles of an agent, one now and one some time later. Cancelling the result ends the wait: the first
     * profile is released, and the second is not fetched.
     *
     * @param between how long to wait, from one second
     */
    @SuppressWarnings("FutureReturnValueIgnored") // both callbacks clean up and have no result
    public CompletableFuture<CapturePair> pair(AgentTag tag, ProfileKind kind, Duration between) {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CompletableFuture<CapturePair> pair = profileNow(tag, kind).thenCompose(before -> {
            Scheduler.Cancel timer = scheduler.after(between, () -> wait.complete(null));
            return wait.whenComplete((passed, cancelled) -> timer.cancel())
                    .thenCompose(passed -> profileNow(tag, kind))
                    .thenApply(after -> new CapturePair(before, after));
        });
        CompletableFuture<CapturePair> unused = pair.whenComplete((taken, failure) -> wait.cancel(false));
        return pair;
    }

    /**
     * Stores a current profile of an agent, unless the newest snapshot shows the same state. Requests within a second
     * share one. Fails with {@link io.jujuheap.snapshot.StoreException} when it cannot be stored.
     *
     * @param gc whether to force a garbage collection first
     * @throws TooSoonException when the last forced collection was only a short while ago
     */
    public CompletableFuture<Stored> snapshotNow(AgentTag tag, boolean gc, Trigger trigger) {
        return roster.get(tag).snapshot(gc ? AgentQuery.HEAP_AFTER_GC : AgentQuery.HEAP, trigger);
    }

    /** Returns the time from one profile of an agent to the next. */
    public Duration interval() {
        return settings.interval();
    }

    /**
     * Stores current profiles of an agent's heap and goroutines. Requests within a second share one. Fails with
     * {@link io.jujuheap.snapshot.StoreException} when they cannot be stored.
     *
     * @return the profile of the goroutines
     */
    public CompletableFuture<Snapshot> snapshotWithGoroutinesNow(AgentTag tag, Trigger trigger) {
        return roster.get(tag).snapshotWithGoroutines(trigger);
    }

    /** Returns how long it is until an agent is asked again; zero while it is being asked. */
    public Duration untilNextRound(AgentTag tag) {
        return roster.get(tag).untilNext();
    }

    /** Returns the history of the stored heap profiles. */
    public SnapshotHistory history() {
        return history;
    }

    /** Returns the history of the stored profiles of a kind. */
    public SnapshotHistory history(ProfileKind kind) {
        return kind == ProfileKind.HEAP ? history : goroutineHistory;
    }

    /** Returns how much memory an agent may take, as of its last round; empty when that is not known. */
    public Optional<MemoryLimit> memoryLimit(AgentTag tag) {
        return verdicts.limit(tag);
    }

    /**
     * Returns the verdicts on an agent's call sites, over all its snapshots; empty when there are none. They are at hand
     * unless a snapshot has just been stored; reads files, for threads that may wait for a disk.
     *
     * @param patience how long to wait for them
     * @throws VerdictsPendingException when they take longer, for example after thousands of summaries were lost; the
     *     work continues
     */
    public Optional<LeakReport> leaks(AgentTag tag, Duration patience) throws IOException {
        return verdicts.latest(tag, patience);
    }

    /** Computes the verdicts over the snapshots of a time. */
    public Optional<LeakReport> leaks(AgentTag tag, Instant from, Instant to) throws IOException {
        return history.series(tag, from, to).map(series -> judged(series, memoryLimit(tag)));
    }

    private Optional<LeakReport> leaks(AgentTag tag, Optional<MemoryLimit> limit, SnapshotHistory.Progress progress)
            throws IOException {
        return history.series(tag, progress).map(series -> judged(series, limit));
    }

    private static LeakReport judged(Series series, Optional<MemoryLimit> limit) {
        return LeakAnalysis.verdicts(series.withMemoryLimit(limit));
    }

    /**
     * Returns the verdicts on an agent's goroutines, over all stored profiles of its newest process, joined with those on its
     * heap; empty when there are none. Reads files, for threads that may wait for a disk.
     *
     * @param patience how long to wait for them
     * @throws VerdictsPendingException when they take longer
     */
    public Optional<GoroutineReport> goroutines(AgentTag tag, Duration patience) throws IOException {
        return joined(tag, goroutineVerdicts.latest(tag, patience));
    }

    /** The memory limit does not matter to goroutines. */
    private Optional<GoroutineReport> goroutines(
            AgentTag tag, Optional<MemoryLimit> limit, SnapshotHistory.Progress progress) throws IOException {
        return new GoroutineHistory(goroutineHistory).report(tag, Instant.MIN, Instant.MAX, progress);
    }

    /**
     * Joins verdicts on goroutines with those on the heap, because growth of both together is one leak. While the
     * verdicts on the heap are pending, those on goroutines are returned without them.
     */
    private Optional<GoroutineReport> joined(AgentTag tag, Optional<GoroutineReport> goroutines) throws IOException {
        if (goroutines.isEmpty() || goroutines.get().leaks().isEmpty()) {
            return goroutines;
        }
        OptionalLong stackBytes = roster.find(tag)
                .flatMap(rounds -> rounds.watch().state().vitals().memory())
                .map(figures -> OptionalLong.of(figures.go().stackInuse()))
                .orElse(OptionalLong.empty());
        try {
            return verdicts.latest(tag, PATIENCE)
                    .map(heap -> goroutines.get().with(heap, stackBytes))
                    .or(() -> goroutines);
        } catch (VerdictsPendingException e) {
            return goroutines;
        }
    }

    /** Computes the verdicts on the goroutines over a time. */
    public Optional<GoroutineReport> goroutines(AgentTag tag, Instant from, Instant to) throws IOException {
        return joined(tag, new GoroutineHistory(goroutineHistory).report(tag, from, to));
    }

    /** Returns the state of the stores that take the profiles, taken together. */
    public StoreStats storeStats() {
        return stores.heaps().stats().plus(stores.goroutines().stats());
    }

    /** Stops collecting; requests under way fail. */
    @Override
    public void close() {
        background.shutdownNow();
        roster.close();
    }
}
