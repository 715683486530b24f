// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Eviction.Shortage;
import io.jujuheap.snapshot.StoreStats.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final long SIZE = 100_000;

    private static Snapshot snapshot(Instant taken, boolean pinned, long segment) {
        Facts facts = new Facts(
                new SnapshotId(Captures.AGENT, taken, 0),
                taken,
                Trigger.TIMER,
                new Origin(1, Instant.EPOCH, 1, segment),
                SIZE,
                Optional.empty(),
                "");
        return new Snapshot(facts, SIZE, pinned);
    }

    /** One snapshot per interval, the last one at START. */
    private static List<Snapshot> history(int count, Duration interval) {
        return IntStream.range(0, count)
                .mapToObj(i -> snapshot(START.minus(interval.multipliedBy(count - 1L - i)), false, 0))
                .toList();
    }

    private static List<Snapshot> without(List<Snapshot> history, Collection<Snapshot> removed) {
        Set<Snapshot> gone = new HashSet<>(removed);
        return history.stream().filter(snapshot -> !gone.contains(snapshot)).toList();
    }

    private static List<Snapshot> aged(List<Snapshot> history, Instant now) {
        return without(history, new Ageing(Retention.DEFAULT).due(history, now).keySet());
    }

    private static List<Snapshot> evicted(List<Snapshot> history, int keepNewest, int count) {
        List<Snapshot> victims = Eviction.choose(List.of(history), keepNewest, true, new Shortage(0, count), START)
                .orElseThrow();
        assertThat(victims).hasSize(count);
        return without(history, victims);
    }

    private static long between(List<Snapshot> history, Duration from, Duration to) {
        return history.stream()
                .map(s -> Duration.between(s.taken(), START))
                .filter(age -> age.compareTo(from) >= 0 && age.compareTo(to) < 0)
                .count();
    }

    @Test
    void keeps_all_of_a_day_then_one_in_ten_minutes_of_a_week_then_one_an_hour_of_a_month() {
        List<Snapshot> left = aged(history(40 * 1440, Duration.ofMinutes(1)), START);

        assertThat(between(left, Duration.ZERO, Duration.ofDays(1))).isEqualTo(1440);
        assertThat(between(left, Duration.ofDays(1), Duration.ofDays(7))).isBetween(6 * 144L, 6 * 144L + 2);
        assertThat(between(left, Duration.ofDays(7), Duration.ofDays(30))).isBetween(23 * 24L, 23 * 24L + 2);
        assertThat(between(left, Duration.ofDays(30).plusSeconds(1), Duration.ofDays(99)))
                .isZero();
    }

    @Test
    void thins_the_same_whether_it_runs_once_or_every_minute() {
        List<Snapshot> left = new ArrayList<>();
        List<Snapshot> all = history(10 * 1440, Duration.ofMinutes(1));
        for (Snapshot snapshot : all) {
            left.add(snapshot);
            left = new ArrayList<>(aged(left, snapshot.taken()));
        }

        assertThat(left).isEqualTo(aged(all, START));
    }

    @Test
    void does_not_age_pins_nor_the_newest() {
        List<Snapshot> history = new ArrayList<>(history(100, Duration.ofMinutes(1)));
        history.set(5, history.get(5).withPinned(true));

        List<Snapshot> left = aged(history, START.plus(Duration.ofDays(365)));

        assertThat(left).hasSize(11).contains(history.get(5)).containsAll(history.subList(90, 100));
    }

    @Test
    void thinning_leaves_the_last_snapshot_before_a_restart() {
        List<Snapshot> history = IntStream.range(0, 200)
                .mapToObj(i -> snapshot(START.minus(Duration.ofMinutes(5_000 - i)), false, i < 57 ? 1 : 2))
                .toList();

        assertThat(aged(history, START)).contains(history.get(56)).doesNotContain(history.get(55));
    }

    @Test
    void names_the_reason() {
        List<Snapshot> history = history(3_000, Duration.ofMinutes(17));
        Map<Snapshot, Removal> due = new Ageing(Retention.DEFAULT).due(history, START);

        assertThat(due).containsEntry(history.get(0), Removal.AGE).containsValue(Removal.THINNING);
    }

    @Test
    void makes_history_coarser_and_not_shorter_when_room_is_short() {
        List<Snapshot> history = history(30 * 1440, Duration.ofMinutes(1));
        List<Snapshot> left = evicted(history, 10, 30 * 1440 - 500);

        assertThat(left).hasSize(500);
        assertThat(left.get(0)).as("the oldest").isEqualTo(history.get(0));
        assertThat(between(left, Duration.ZERO, Duration.ofHours(1))).isGreaterThan(50);
        assertThat(between(left, Duration.ofHours(1), Duration.ofDays(1))).isGreaterThan(100);
        assertThat(between(left, Duration.ofDays(1), Duration.ofDays(7))).isGreaterThan(70);
        assertThat(between(left, Duration.ofDays(7), Duration.ofDays(31))).isGreaterThan(50);
    }

    @Test
    void a_store_that_is_full_for_long_still_reaches_back_a_month_with_no_wide_gap() {
        List<Snapshot> left = new ArrayList<>();
        for (Snapshot snapshot : history(30 * 1440, Duration.ofMinutes(1))) {
            left.add(snapshot);
            if (left.size() > 300) {
                Eviction.choose(List.of(left), 10, true, new Shortage(0, 1), snapshot.taken())
                        .orElseThrow()
                        .forEach(left::remove);
            }
        }

        assertThat(left).hasSize(300);
        assertThat(Duration.between(left.get(0).taken(), START)).isGreaterThan(Duration.ofDays(29));
        for (int i = 0; i < 289; i++) {
            Duration gap = Duration.between(left.get(i).taken(), left.get(i + 1).taken());
            Duration age = Duration.between(left.get(i).taken(), START);
            assertThat((double) gap.toMillis() / age.toMillis())
                    .as("gap at an age of %s", age)
                    .isLessThan(0.2);
        }
    }

    @Test
    void a_flood_of_captures_on_demand_does_not_push_history_out() {
        List<Snapshot> history = new ArrayList<>(history(720, Duration.ofHours(1)));
        IntStream.range(1, 10_000).forEach(i -> history.add(snapshot(START.plusSeconds(i), false, 0)));
        Instant end = START.plusSeconds(10_000);

        List<Snapshot> victims = Eviction.choose(
                        List.of(history), 10, true, new Shortage(0, history.size() - 1_000), end)
                .orElseThrow();

        assertThat(between(without(history, victims), Duration.ofDays(1), Duration.ofDays(31)))
                .isGreaterThan(300);
    }

    @Test
    void takes_the_spared_only_when_nothing_else_helps_and_never_the_newest_or_a_pin() {
        List<Snapshot> history = new ArrayList<>(history(20, Duration.ofMinutes(1)));
        history.set(15, history.get(15).withPinned(true));

        assertThat(evicted(history, 10, 9)).containsAll(history.subList(10, 20));
        assertThat(evicted(history, 10, 18)).containsExactly(history.get(15), history.get(19));
        assertThat(Eviction.choose(List.of(history), 10, true, new Shortage(0, 19), START))
                .isEmpty();
    }

    @Test
    void spares_the_newest_of_every_agent_and_the_oldest_when_only_the_disk_is_short() {
        List<Snapshot> history = history(20, Duration.ofMinutes(1));

        assertThat(Eviction.choose(List.of(history), 10, false, new Shortage(9 * SIZE, 0), START)
                        .orElseThrow())
                .hasSize(9)
                .doesNotContainAnyElementsOf(history.subList(10, 20))
                .doesNotContain(history.get(0));
        assertThat(Eviction.choose(List.of(history), 10, false, new Shortage(9 * SIZE + 1, 0), START))
                .isEmpty();
    }

    @Test
    void refuses_limits_that_make_no_sense() {
        assertThatThrownBy(() -> Retention.DEFAULT.withMaxBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retention.DEFAULT.withKeepNewest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retention.DEFAULT.withMaxAge(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retention.Tier(Duration.ZERO, Duration.ZERO))
                .hasMessage("a tier keeps one snapshot per positive duration, not per PT0S");
    }
}
