// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentState;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.leak.AgentComparison;
import io.jujuheap.leak.AgentGrowth;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.render.ComparisonView;
import io.jujuheap.render.WatchView;
import io.jujuheap.snapshot.Capture.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows a running collector and shows its captures, restarts and gaps. Only the collector polls the agents. The
 * exception are conditions: when one is met, the watch requests a capture at once.
 */
public final class Watch {
    private static final Duration TICK = Duration.ofMillis(500);

    /** The verdicts are the purpose of a watch, so it waits until they are done. */
    private static final Duration LONGEST_VERDICTS = Duration.ofDays(1);

    private final Collector collector;
    private final WatchPlan plan;
    private final WatchFace face;
    private final WallClock clock;
    private final Map<AgentTag, AgentCourse> courses = new HashMap<>();
    private final Map<AgentTag, Instant> started = new HashMap<>();
    private final Set<String> holding = new HashSet<>();
    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    private Instant nextProbe = Instant.EPOCH;

    /** A sentence about an agent, from another thread. */
    private record Told(String agent, String sentence) {}

    /** Creates a watch of a collector that has been started. */
    public Watch(Collector collector, WatchPlan plan, WatchFace face) {
        this(collector, plan, face, new WallClock(Instant::now, System::nanoTime));
    }

    Watch(Collector collector, WatchPlan plan, WatchFace face, WallClock clock) {
        this.collector = collector;
        this.plan = plan;
        this.face = face;
        this.clock = clock;
    }

    /** Receives a line of the collector's log, on any thread. */
    public void tell(String sentence) {
        told.add(new Told("", sentence));
    }

    /**
     * Runs until the time is over or {@code end} is counted down.
     *
     * @throws FailureException with a sentence, when the store cannot be read
     */
    public void follow(CountDownLatch end) throws FailureException {
        Instant last = plan.length().map(clock.now()::plus).orElse(Instant.MAX);
        resume();
        boolean isOver = false;
        while (!isOver) {
            look();
            isOver = isTold(end) || !clock.now().isBefore(last);
        }
        look();
    }

    private static boolean isTold(CountDownLatch end) {
        try {
            return end.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void resume() throws FailureException {
        for (AgentState state : collector.agents()) {
            AgentCourse course = new AgentCourse(state.info().tag());
            courses.put(course.tag(), course);
            try {
                course.resume(collector.history());
            } catch (IOException e) {
                throw new FailureException("cannot read the profiles of " + state.agent() + ": " + e.getMessage(), e);
            }
        }
    }

    private void look() {
        Instant now = clock.now();
        clock.slept().ifPresent(this::wake);
        List<AgentRow> rows = new ArrayList<>();
        for (AgentState state : collector.agents()) {
            rows.add(look(state, now));
        }
        for (Told next = told.poll(); next != null; next = told.poll()) {
            face.tell(now, next.agent(), next.sentence());
        }
        probe(now);
        face.show(rows);
    }

    private AgentRow look(AgentState state, Instant now) {
        AgentTag tag = state.info().tag();
        AgentCourse course = courses.computeIfAbsent(tag, AgentCourse::new);
        course.follow(state, collector.history().archive().newest(tag.value()))
                .forEach(change -> face.tell(now, tag.value(), change));
        AgentRow row = course.row(state, collector.untilNextRound(tag));
        if (course.hasAnswered(state)) {
            face.captured(state.lastSuccess().orElse(now), row);
        }
        check(state, row);
        return row;
    }

    private void wake(WallClock.Gap gap) {
        String slept = "this machine slept: nothing was taken for "
                + Durations.text(Duration.between(gap.from(), gap.to())) + " since " + WatchLines.time(gap.from());
        face.tell(gap.to(), "", slept);
        collector.agents().forEach(state -> ask(state.info().tag(), Trigger.TIMER));
    }

    /** The result appears in the agent's state. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void ask(AgentTag tag, Trigger trigger) {
        collector.snapshotNow(tag, false, trigger);
    }

    /** Requests the metrics between two rounds, for conditions. */
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome shows in the agent's state
    private void probe(Instant now) {
        if (!plan.conditions().isEmpty() && !now.isBefore(nextProbe)) {
            nextProbe = now.plus(plan.probe());
            collector.agents().stream()
                    .filter(AgentState::isUp)
                    .forEach(state -> collector.vitalsNow(state.info().tag()));
        }
    }

    /** Captures when a condition becomes true. While it stays true, the regular rounds are enough. */
    private void check(AgentState state, AgentRow row) {
        AgentTag tag = state.info().tag();
        Optional<Instant> start = state.vitals().started();
        Instant before = start.isPresent() ? started.put(tag, start.get()) : null;
        boolean hasRestarted = before != null && !before.equals(started.get(tag));
        for (Condition condition : plan.conditions()) {
            String key = tag + " " + condition.text();
            if (!condition.holds(row, hasRestarted)) {
                holding.remove(key);
            } else if (holding.add(key)) {
                capture(tag, condition);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it reports its result itself
    private void capture(AgentTag tag, Condition condition) {
        collector.snapshotWithGoroutinesNow(tag, Trigger.CONDITION).whenComplete((goroutines, failure) -> {
            String outcome = failure == null
                    ? "captured, goroutines in "
                            + collector.history(ProfileKind.GOROUTINE).archive().file(goroutines)
                    : "not captured: " + reason(failure);
            told.add(new Told(tag.value(), "met " + condition.text() + ": " + outcome));
        });
    }

    private static String reason(Throwable failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(reason.getMessage());
    }

    /**
     * Returns the comparison of the agents and the verdicts so far.
     *
     * @throws FailureException with a sentence, when the store cannot be read
     */
    public WatchView end() throws FailureException {
        List<AgentGrowth> growths = new ArrayList<>();
        List<WatchView.AgentVerdicts> judged = new ArrayList<>();
        for (AgentState state : collector.agents()) {
            AgentTag tag = state.info().tag();
            Optional.ofNullable(courses.get(tag)).flatMap(AgentCourse::growth).ifPresent(growths::add);
            try {
                Optional<LeakReport> heap = collector.leaks(tag, LONGEST_VERDICTS);
                if (heap.isPresent()) {
                    judged.add(WatchView.AgentVerdicts.of(heap.get(), collector.goroutines(tag, LONGEST_VERDICTS)));
                }
            } catch (IOException e) {
                throw new FailureException("cannot read the profiles of " + tag + ": " + e.getMessage(), e);
            }
        }
        return new WatchView(ComparisonView.of(AgentComparison.of(growths)), judged);
    }
}
