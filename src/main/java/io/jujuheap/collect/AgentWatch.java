// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static java.util.Objects.requireNonNull;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.memory.MetricsText;
import io.jujuheap.profile.Profile;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/**
 * One agent process: sends it one request at a time, shares the answers, and keeps its state.
 *
 * <p>All work that waits for the agent runs on one thread of its own. A slow agent thus holds one thread, whatever the
 * number of requests that wait for it.
 */
final class AgentWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    /** Answers up to this age are shared: profiles change only with a garbage collection. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** Each kind of request is queued at most once. The other places are for the rounds. */
    private static final int MOST_WAITING = 16;

    private final AgentTag tag;
    private final AgentLink link;
    private final ProfileReader reader;
    private final Clock clock;
    private final SerialExecutor executor;
    private final Map<AgentQuery, SingleFlight<ProfileCapture>> profiles;
    private final Map<AgentQuery, SingleFlight<ProfileText>> texts;
    private final SingleFlight<byte[]> metrics;
    private final SingleFlight<AgentState> vitals;
    private final SingleFlight<AgentState> memories;
    private final ForcedCollections collections = new ForcedCollections(System::nanoTime);
    private final Map<ProfileKind, ProfileCapture> latest = new ConcurrentHashMap<>();
    private volatile AgentState state;
    private volatile boolean closed;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    AgentWatch(AgentInfo info, AgentLink link, ProfileReader reader, Clock clock) {
        this.tag = info.tag();
        this.link = link;
        this.reader = reader;
        this.clock = clock;
        this.state = AgentState.unknown(info);
        this.executor = new SerialExecutor("juju-heap-" + tag, MOST_WAITING);
        this.profiles = flights(AgentQuery.HEAP, AgentQuery.GOROUTINES, AgentQuery.GOROUTINE_LEAKS);
        this.texts = flights(AgentQuery.HEAP_TEXT, AgentQuery.GOROUTINES_TEXT, AgentQuery.GOROUTINE_LEAKS_TEXT);
        this.metrics = flight();
        this.vitals = flight();
        this.memories = flight();
    }

    private <T> SingleFlight<T> flight() {
        return new SingleFlight<>(executor, FRESH, System::nanoTime);
    }

    private <T> Map<AgentQuery, SingleFlight<T>> flights(AgentQuery... queries) {
        Map<AgentQuery, SingleFlight<T>> flights = new EnumMap<>(AgentQuery.class);
        for (AgentQuery query : queries) {
            flights.put(query, flight());
        }
        return flights;
    }

    private static <T> SingleFlight<T> of(Map<AgentQuery, SingleFlight<T>> flights, AgentQuery query) {
        return requireNonNull(flights.get(query), query + " is not asked for so");
    }

    AgentState state() {
        return state;
    }

    /** Returns the newest profile of a kind; empty before the first. */
    Optional<ProfileCapture> latest(ProfileKind kind) {
        return Optional.ofNullable(latest.get(kind));
    }

    /** Returns the number of failed requests for its profile since the last successful one. */
    int failuresInARow() {
        return failuresInARow.get();
    }

    /** Runs a task on the agent's thread, after the tasks that are queued already. */
    void execute(Runnable task) {
        executor.execute(task);
    }

    /** Requests a profile that is at most about a second old. */
    CompletableFuture<ProfileCapture> profile(AgentQuery query) {
        SingleFlight<ProfileCapture> flight = of(profiles, query);
        return switch (query) {
            case GOROUTINES -> flight.joinRenewing(this::fetchGoroutines);
            // Not renewed in advance: the agent runs a garbage collection for each of these.
            case GOROUTINE_LEAKS -> flight.join(this::fetchLeakedGoroutines);
            default -> flight.joinRenewing(() -> fetchHeap(query));
        };
    }

    /** Requests a profile as text that is at most about a second old. */
    CompletableFuture<ProfileText> text(AgentQuery query) {
        return of(texts, query).join(() -> switch (query) {
            case GOROUTINES_TEXT -> fetchText(query, ProfileText.Form.GOROUTINES);
            case GOROUTINE_LEAKS_TEXT -> {
                requireLeakedGoroutines();
                yield collections.allow(() -> fetchText(query, ProfileText.Form.GOROUTINE_LEAKS));
            }
            default -> fetchText(query, ProfileText.Form.HEAP);
        });
    }

    private ProfileText fetchText(AgentQuery query, ProfileText.Form form) throws AgentException {
        ProfileText.Collecting text = new ProfileText.Collecting(form);
        try {
            link.ask(query, text);
            return text.whole();
        } catch (AgentException e) {
            if (e.reason() != Reason.TOO_LARGE) {
                throw e;
            }
            throw new AgentException(
                    Reason.TOO_LARGE,
                    "The " + form.title() + " of " + tag
                            + " is larger as text than --limit.profile-bytes allows: ask for format=pprof, a"
                            + " hundredth of the size.",
                    e);
        }
    }

    /** Fails when the agent cannot find leaked goroutines. Most agents are not built for it. */
    private void requireLeakedGoroutines() throws AgentException {
        if (!AgentQuery.GOROUTINE_LEAKS.isListedIn(link.ask(AgentQuery.PROFILES).body())) {
            throw new UnknownProfileException(
                    "The agent " + tag + " has no profile of leaked goroutines: only agents that Go 1.26 or"
                            + " later built with GOEXPERIMENT=goroutineleakprofile do. /api/v1/goroutines judges the growth of each"
                            + " stack instead.");
        }
    }

    /** Requests the agent's own metrics. */
    CompletableFuture<byte[]> metrics() {
        return metrics.join(() -> link.ask(AgentQuery.METRICS).body());
    }

    /** Requests only the figures of the agent's metrics. */
    CompletableFuture<AgentState> vitals() {
        return vitals.join(() -> {
            fetchVitals();
            return state;
        });
    }

    /** Requests everything that is needed to split the agent's memory into its parts. */
    CompletableFuture<AgentState> memory() {
        return memories.join(() -> {
            expect(List.of(AgentQuery.METRICS, AgentQuery.HEAP));
            fetchVitals();
            fetchHeap(AgentQuery.HEAP);
            return state;
        });
    }

    /** Drops answers that are too old to be shared; the newest profile stays. */
    void forgetStale() {
        profiles.values().forEach(SingleFlight::forgetStale);
        texts.values().forEach(SingleFlight::forgetStale);
        metrics.forgetStale();
        vitals.forgetStale();
        memories.forgetStale();
    }

    /** Announces what is fetched next, on the agent's thread. */
    void expect(List<AgentQuery> next) {
        link.expect(next);
    }

    /** Fetches the current heap profile, on the agent's thread. */
    ProfileCapture fetchHeap(AgentQuery query) throws AgentException {
        forgetStale();
        long start = System.nanoTime();
        try {
            ProfileCapture capture = decode(link.ask(query), ProfileKind.HEAP);
            latest.put(ProfileKind.HEAP, capture);
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

    /** Fetches the heap profile after a forced garbage collection, on the agent's thread. */
    ProfileCapture fetchHeapAfterGc() throws AgentException {
        return collections.allow(() -> fetchHeap(AgentQuery.HEAP_AFTER_GC));
    }

    /**
     * Fetches the stacks of all goroutines, on the agent's thread. A failure says nothing about the heap and does not
     * change the state.
     */
    ProfileCapture fetchGoroutines() throws AgentException {
        ProfileCapture capture = decode(link.ask(AgentQuery.GOROUTINES), ProfileKind.GOROUTINE);
        latest.put(ProfileKind.GOROUTINE, capture);
        return capture;
    }

    private ProfileCapture fetchLeakedGoroutines() throws AgentException {
        requireLeakedGoroutines();
        AgentResponse answer = collections.allow(() -> link.ask(AgentQuery.GOROUTINE_LEAKS));
        return ProfileCapture.fetched(tag, clock.instant(), answer, read(answer));
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private ProfileCapture decode(AgentResponse answer, ProfileKind kind) throws AgentException {
        Profile profile = read(answer);
        if (!kind.has(profile)) {
            throw new AgentException(
                    Reason.DECODE, tag + " answered with a profile that is not of the " + kind.subject() + ".");
        }
        return ProfileCapture.fetched(tag, clock.instant(), answer, profile);
    }

    private Profile read(AgentResponse answer) throws AgentException {
        try {
            return reader.read(answer.body());
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
            vitals = Vitals.of(MetricsText.of(answer.body()), link.status(answer));
        } catch (AgentException e) {
            vitals = Vitals.UNKNOWN;
        }
        Vitals found = vitals;
        publish(old -> old.withVitals(found));
        return found;
    }

    /** Replaces the state. Logs only when the agent appears or disappears, not at each request. */
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
