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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Logger;

/**
 * Collects the heap profiles of the agents of this machine: at each interval one of each, stored when it has news, and in
 * between whatever is asked for.
 *
 * <p>Methods that fetch return at once; what they promise fails with {@link io.jujuheap.agent.AgentException} when the
 * agent gives no usable answer. May be used by any number of threads.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    /** Agents come and go rarely; looking for them reads a few directories. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(30);

    private final CollectSettings settings;
    private final AgentSource source;
    private final SnapshotStore store;
    private final Clock clock;
    private final Alarm alarm;
    private final Backoff backoff;
    private final ProfileReader reader;
    private final History history;
    private final Verdicts verdicts;
    private volatile Map<AgentTag, AgentRounds> agents = Map.of();
    private volatile boolean closed;

    /**
     * A collector that has yet to be started.
     *
     * @param settings how often and how much
     * @param location where to look for agents
     * @param store where profiles go; the caller closes it
     * @param alarm times the rounds; the caller closes it
     */
    public static Collector of(CollectSettings settings, AgentLocation location, SnapshotStore store, Alarm alarm) {
        AgentSource source = SocketSource.of(location, settings);
        return new Collector(settings, source, store, Clock.systemUTC(), alarm);
    }

    Collector(CollectSettings settings, AgentSource source, SnapshotStore store, Clock clock, Alarm alarm) {
        this.settings = settings;
        this.source = source;
        this.store = store;
        this.clock = clock;
        this.alarm = alarm;
        this.backoff = new Backoff(
                settings.interval(), () -> ThreadLocalRandom.current().nextDouble());
        this.reader = ProfileReader.withLimits(Limits.DEFAULT.withInflatedBytes(settings.affordableProfileBytes()));
        this.history = new History(store.archive(), reader, store::summarise);
        this.verdicts = new Verdicts(history, this::publish);
    }

    /** Looks for agents now, and from now on collects. */
    public void start() {
        search();
        Duration interval = settings.interval();
        alarm.every(interval.compareTo(LONGEST_SEARCH) < 0 ? interval : LONGEST_SEARCH, this::search);
    }

    private synchronized void search() {
        if (closed) {
            return;
        }
        Map<AgentTag, AgentRounds> before = agents;
        Map<AgentTag, AgentRounds> now = new TreeMap<>();
        for (AgentSource.Found found : source.find()) {
            AgentRounds known = before.get(found.info().tag());
            now.put(found.info().tag(), known != null && known.goesOnWith(found.info()) ? known : begin(found));
        }
        agents = Collections.unmodifiableMap(now);
        before.forEach((tag, rounds) -> end(rounds, tag, now));
    }

    private static void end(AgentRounds rounds, AgentTag tag, Map<AgentTag, AgentRounds> now) {
        if (now.get(tag) == rounds) {
            return;
        }
        rounds.close();
        if (!now.containsKey(tag)) {
            LOG.info(() -> tag + " is gone.");
        }
    }

    private AgentRounds begin(AgentSource.Found found) {
        LOG.info(() -> "Found " + found.info().tag() + ".");
        AgentTag tag = found.info().tag();
        AgentWatch watch = new AgentWatch(found.info(), found.connect().get(), reader, clock);
        Recorder recorder = new Recorder(store, tag.value());
        AgentRounds rounds = new AgentRounds(watch, recorder, backoff, alarm, () -> verdicts.refresh(tag));
        rounds.start();
        return rounds;
    }

    private void publish(AgentTag tag, LeakReport report) {
        AgentRounds rounds = agents.get(tag);
        if (rounds != null) {
            rounds.watch()
                    .publish(state -> state.withLeakSuspects(report.leaks().size()));
        }
    }

    /** What is known of the agents, by tag; the machine agent first. */
    public List<AgentState> agents() {
        return agents.values().stream().map(rounds -> rounds.watch().state()).toList();
    }

    /**
     * The agent that is meant: the one named, else the first.
     *
     * @throws UnknownAgentException when there is none
     */
    public AgentTag agent(Optional<String> tag) {
        Map<AgentTag, AgentRounds> now = agents;
        if (now.isEmpty()) {
            throw new UnknownAgentException(
                    "No Juju agent was found on this machine: is this a machine of a Juju model,"
                            + " and does --agent.data-dir name its data directory?");
        }
        if (tag.isEmpty()) {
            return now.keySet().iterator().next();
        }
        return AgentTag.of(tag.get())
                .flatMap(wanted -> now.values().stream()
                        .map(rounds -> rounds.watch().state().info())
                        .filter(info ->
                                info.tag().equals(wanted) || info.covers().contains(wanted))
                        .map(AgentInfo::tag)
                        .findFirst())
                .orElseThrow(() -> unknown(now));
    }

    private static UnknownAgentException unknown(Map<AgentTag, AgentRounds> now) {
        String all =
                String.join(", ", now.keySet().stream().map(AgentTag::value).toList());
        return new UnknownAgentException("There is no such agent on this machine; there is " + all + ".");
    }

    private AgentRounds rounds(AgentTag tag) {
        AgentRounds rounds = agents.get(tag);
        if (rounds == null) {
            throw new UnknownAgentException(tag + " is no longer on this machine.");
        }
        return rounds;
    }

    /** The newest profile that was fetched of an agent; empty before the first. */
    public Optional<HeapCapture> latest(AgentTag tag) {
        return rounds(tag).watch().latest();
    }

    /** An agent's profile as of now; requests within a second share one. */
    public CompletableFuture<HeapCapture> heapNow(AgentTag tag) {
        return rounds(tag).watch().heap();
    }

    /** An agent's profile as text as of now; requests within a second share one. */
    public CompletableFuture<HeapText> textNow(AgentTag tag) {
        return rounds(tag).watch().text();
    }

    /** The agent's own metrics, a Prometheus text; requests within a second share one. */
    public CompletableFuture<byte[]> metricsNow(AgentTag tag) {
        return rounds(tag).watch().metrics();
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
        return rounds(tag).snapshot(gc ? AgentQuery.HEAP_AFTER_GC : AgentQuery.HEAP);
    }

    /** The time from one profile of an agent to the next. */
    public Duration interval() {
        return settings.interval();
    }

    /** What has been stored. */
    public History history() {
        return history;
    }

    /**
     * The verdicts on what an agent keeps, over all its snapshots; nothing when there are none. They are at hand unless a
     * snapshot has just been stored; reads files, for threads that may wait for a disk.
     */
    public Optional<LeakReport> leaks(AgentTag tag) throws IOException {
        return verdicts.latest(tag);
    }

    /** The store that the profiles go to. */
    public StoreState storeState() {
        return StoreState.of(store.stats());
    }

    /** Stops collecting; requests under way fail. */
    @Override
    public synchronized void close() {
        closed = true;
        verdicts.close();
        agents.values().forEach(AgentRounds::close);
        agents = Map.of();
    }
}
