// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.collect.AgentSource.AgentLink;
import io.jujuheap.memory.MetricsText;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One agent process: asks it one question at a time, shares its answers, and keeps its state.
 *
 * <p>All work that waits for the agent runs on one thread of its own. A slow agent thus holds one thread, whatever the
 * number of requests that wait for it.
 */
final class AgentWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    /** Answers up to this age are as good as new: profiles change only with a garbage collection. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** Each kind of request waits at most once; the rest is room for the rounds. */
    private static final int MOST_WAITING = 16;

    private final AgentTag tag;
    private final AgentLink link;
    private final ProfileReader reader;
    private final Clock clock;
    private final SerialExecutor executor;
    private final SingleFlight<HeapCapture> heaps;
    private final SingleFlight<HeapText> texts;
    private final SingleFlight<byte[]> metrics;
    private final SingleFlight<AgentState> memories;
    private volatile AgentState state;
    private volatile @Nullable HeapCapture latest;
    private volatile boolean closed;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    AgentWatch(AgentInfo info, AgentLink link, ProfileReader reader, Clock clock) {
        this.tag = info.tag();
        this.link = link;
        this.reader = reader;
        this.clock = clock;
        this.state = AgentState.unknown(info);
        this.executor = new SerialExecutor("juju-heap-" + tag, MOST_WAITING);
        this.heaps = new SingleFlight<>(executor, FRESH, System::nanoTime);
        this.texts = new SingleFlight<>(executor, FRESH, System::nanoTime);
        this.metrics = new SingleFlight<>(executor, FRESH, System::nanoTime);
        this.memories = new SingleFlight<>(executor, FRESH, System::nanoTime);
    }

    AgentState state() {
        return state;
    }

    /** Returns the newest profile; empty before the first. */
    Optional<HeapCapture> latest() {
        return Optional.ofNullable(latest);
    }

    /** Returns how many requests for its profile have failed since the last that worked. */
    int failuresInARow() {
        return failuresInARow.get();
    }

    /** Runs a task on the agent's thread, after those that wait already. */
    void execute(Runnable task) {
        executor.execute(task);
    }

    /** Asks for the profile as of now, give or take a second. */
    CompletableFuture<HeapCapture> heap() {
        return heaps.join(() -> fetchHeap(AgentQuery.HEAP));
    }

    /** Asks for the profile as text as of now, give or take a second. */
    CompletableFuture<HeapText> text() {
        return texts.join(this::fetchText);
    }

    private HeapText fetchText() throws AgentException {
        HeapText.Collecting text = HeapText.collecting();
        try {
            link.ask(AgentQuery.HEAP_TEXT, text);
            return text.whole();
        } catch (AgentException e) {
            if (e.reason() != Reason.TOO_LARGE) {
                throw e;
            }
            throw new AgentException(
                    Reason.TOO_LARGE,
                    "The heap of " + tag
                            + " is larger as text than --limit.profile-bytes allows: ask for format=pprof, a"
                            + " hundredth of the size.",
                    e);
        }
    }

    /** Asks for the agent's own metrics. */
    CompletableFuture<byte[]> metrics() {
        return metrics.join(() -> link.ask(AgentQuery.METRICS).body());
    }

    /** Asks for all that tells where the agent's memory goes. */
    CompletableFuture<AgentState> memory() {
        return memories.join(() -> {
            fetchVitals();
            fetchHeap(AgentQuery.HEAP);
            return state;
        });
    }

    /** Drops answers that are too old to be shared; the newest profile stays. */
    void forgetStale() {
        heaps.forgetStale();
        texts.forgetStale();
        metrics.forgetStale();
        memories.forgetStale();
    }

    /** Fetches the profile as of now, on the agent's thread. */
    HeapCapture fetchHeap(AgentQuery query) throws AgentException {
        forgetStale();
        long start = System.nanoTime();
        try {
            HeapCapture capture = decode(link.ask(query));
            latest = capture;
            failuresInARow.set(0);
            publish(old -> old.fetched(capture, old.fetches().succeeded(since(start))));
            return capture;
        } catch (AgentException e) {
            failuresInARow.incrementAndGet();
            publish(old ->
                    old.failed(String.valueOf(e.getMessage()), old.fetches().failed(e.reason(), since(start))));
            throw e;
        }
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private HeapCapture decode(AgentResponse answer) throws AgentException {
        try {
            Profile profile = reader.read(answer.body());
            if (profile.sampleTypeIndex(SampleType.INUSE_SPACE.type()).isEmpty()) {
                throw new AgentException(Reason.DECODE, tag + " answered with a profile that is not of the heap.");
            }
            return HeapCapture.fetched(tag, clock.instant(), answer, profile);
        } catch (MalformedProfileException e) {
            throw new AgentException(
                    Reason.DECODE, tag + " answered with something that is not a profile: " + e.getMessage() + ".", e);
        }
    }

    /** Fetches the figures of the agent's metrics, on the agent's thread; unknown ones when there is no answer. */
    Vitals fetchVitals() {
        Vitals vitals;
        try {
            AgentResponse answer = link.ask(AgentQuery.METRICS);
            vitals = Vitals.of(MetricsText.of(answer.body()), answer.peer().status());
        } catch (AgentException e) {
            vitals = Vitals.UNKNOWN;
        }
        Vitals found = vitals;
        publish(old -> old.withVitals(found));
        return found;
    }

    /** Replaces the state, and logs when the agent has come or gone: once, not at each request. */
    synchronized void publish(UnaryOperator<AgentState> change) {
        if (closed) {
            return;
        }
        AgentState old = state;
        AgentState now = change.apply(old);
        state = now;
        if (now.isUp() && !old.isUp()) {
            LOG.info(() -> tag + " answers.");
        } else if (!now.isUp()
                && now.problem().isPresent()
                && (old.isUp() || old.problem().isEmpty())) {
            LOG.warning(() -> tag + " does not answer: " + now.problem().get());
        }
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
        link.close();
    }
}
