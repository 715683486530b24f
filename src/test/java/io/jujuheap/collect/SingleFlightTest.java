// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final List<Runnable> waiting = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();
    private final SingleFlight<Integer> flight = new SingleFlight<>(waiting::add, Duration.ofSeconds(1), nanos::get);

    private CompletableFuture<Integer> join() {
        return flight.join(runs::incrementAndGet);
    }

    private void runAll() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void all_who_ask_while_it_runs_share_one_run() {
        List<CompletableFuture<Integer>> all = List.of(join(), join(), join());
        runAll();

        assertThat(all).allSatisfy(one -> assertThat(one).isCompletedWithValue(1));
        assertThat(runs).hasValue(1);
    }

    @Test
    void an_outcome_is_shared_while_it_is_fresh_and_not_longer() {
        CompletableFuture<Integer> first = join();
        runAll();
        assertThat(first).isCompletedWithValue(1);
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(join()).isCompletedWithValue(1);

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        CompletableFuture<Integer> later = join();
        runAll();
        assertThat(later).isCompletedWithValue(2);
    }

    @Test
    void only_a_stale_outcome_is_let_go() throws InterruptedException {
        SingleFlight<Object> large = new SingleFlight<>(Runnable::run, Duration.ofSeconds(1), nanos::get);
        WeakReference<Object> outcome =
                new WeakReference<>(large.join(Object::new).join());
        large.forgetStale();
        assertThat(large.join(Object::new).join()).isSameAs(outcome.get()).isNotNull();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        large.forgetStale();
        for (int i = 0; i < 50 && outcome.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(outcome.get()).isNull();
    }

    @Test
    void an_outcome_that_takes_long_is_renewed_before_it_goes_stale() {
        CompletableFuture<Integer> first = flight.joinRenewing(runs::incrementAndGet);
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        runAll();
        assertThat(first).isCompletedWithValue(1);

        nanos.addAndGet(Duration.ofMillis(799).toNanos());
        assertThat(flight.joinRenewing(runs::incrementAndGet)).isCompletedWithValue(1);
        assertThat(waiting).isEmpty();

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(flight.joinRenewing(runs::incrementAndGet)).isCompletedWithValue(1);
        assertThat(flight.joinRenewing(runs::incrementAndGet)).isCompletedWithValue(1);
        assertThat(waiting).hasSize(1);
        nanos.addAndGet(Duration.ofMillis(150).toNanos());
        runAll();
        assertThat(join()).isCompletedWithValue(1);

        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        assertThat(join()).isCompletedWithValue(2);
        assertThat(waiting).isEmpty();
    }

    @Test
    void a_quick_outcome_is_not_renewed() {
        join();
        nanos.addAndGet(Duration.ofMillis(49).toNanos());
        runAll();
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(flight.joinRenewing(runs::incrementAndGet)).isCompletedWithValue(1);
        assertThat(waiting).isEmpty();
    }

    @Test
    void a_failure_is_shared_like_a_result() {
        CompletableFuture<Integer> first = flight.join(() -> {
            throw new IllegalStateException("away");
        });
        runAll();

        assertThatThrownBy(first::join).hasRootCauseMessage("away");
        assertThatThrownBy(() -> join().join()).hasRootCauseMessage("away");
        assertThat(runs).hasValue(0);
    }

    @Test
    void one_who_gives_up_does_not_take_it_from_the_others() {
        CompletableFuture<Integer> impatient = join();
        CompletableFuture<Integer> patient = join();
        impatient.cancel(true);
        runAll();

        assertThat(patient).isCompletedWithValue(1);
    }

    @Test
    void an_executor_that_is_closed_fails_the_run() {
        SingleFlight<Integer> closed = new SingleFlight<>(
                work -> {
                    throw new RejectedExecutionException();
                },
                Duration.ofSeconds(1),
                nanos::get);

        assertThat(closed.join(runs::incrementAndGet)).isCompletedExceptionally();
    }
}
