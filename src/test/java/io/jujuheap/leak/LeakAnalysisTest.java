// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static io.jujuheap.leak.HeapSimulator.FOR_EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProfileSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeakAnalysisTest {
    private static final String LEAK = "main.leak";

    @Test
    void names_a_leak_amid_churn_with_its_rate_and_its_start() {
        List<ProfileSummary> snapshots = new HeapSimulator(1)
                .withChurn(20, 30)
                .with(LEAK, 1024, epoch -> epoch < 40 ? 0 : 2, FOR_EVER)
                .run(120);

        LeakReport report = verdicts(snapshots);

        assertThat(report.leaks()).extracting(SiteVerdict::function).containsExactly(LEAK);
        SiteVerdict leak = report.sites().get(0);
        double truth = 2 * 60 * HeapSimulator.PERIOD_BYTES;
        assertThat(leak.evidence().slope().bytesPerHour()).isBetween(0.8 * truth, 1.2 * truth);
        Instant start = snapshots.get(40).info().time();
        assertThat(leak.evidence().firstSeen().orElseThrow())
                .isBetween(start.minus(Duration.ofMinutes(8)), start.plus(Duration.ofMinutes(8)));
        assertThat(leak.evidence().freedRatio().orElseThrow()).isLessThan(0.05);
        assertThat(leak.evidence().growthShare()).isBetween(0.5, 1.0);
        assertThat(leak.evidence().inuseBytes()).isEqualTo(inuse(snapshots.get(119), LEAK));
        assertThat(report.explanation()).contains(LEAK + " leaks").contains("an hour");
    }

    @Test
    void the_interval_of_a_rate_covers_the_truth_nineteen_times_in_twenty() {
        double truth = 60 * HeapSimulator.PERIOD_BYTES;
        int covered = 0;
        for (int seed = 0; seed < 100; seed++) {
            Slope slope = verdicts(new HeapSimulator(seed)
                            .withChurn(2, 10)
                            .with(LEAK, 1024, epoch -> 1, FOR_EVER)
                            .run(60))
                    .leaks()
                    .get(0)
                    .evidence()
                    .slope();
            covered += slope.low() <= truth && truth <= slope.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(90, 100);
    }

    @Test
    void lists_the_fastest_leak_first() {
        LeakReport report = verdicts(new HeapSimulator(2)
                .withChurn(10, 20)
                .with("main.slow", 512, epoch -> 1, FOR_EVER)
                .with("main.fast", 4096, epoch -> 3, FOR_EVER)
                .run(100));

        assertThat(report.leaks()).extracting(SiteVerdict::function).containsExactly("main.fast", "main.slow");
        assertThat(report.sites().subList(0, 2)).isEqualTo(report.leaks());
    }

    @Test
    void finds_one_leak_among_five_hundred_sites() {
        LeakReport report = verdicts(new HeapSimulator(3)
                .withChurn(500, 3)
                .with(LEAK, 1024, epoch -> 0.6, FOR_EVER)
                .run(120));

        assertThat(report.leaks()).extracting(SiteVerdict::function).containsExactly(LEAK);
    }

    @Test
    void blames_the_one_caller_of_a_busy_helper_that_keeps_what_it_gets() {
        List<ProfileSummary> busy = new HeapSimulator(4)
                .with("main.other", 1024, epoch -> 60 + 50 * Math.sin(epoch / 5.0), 2)
                .with(LEAK, 1024, epoch -> 1, FOR_EVER)
                .run(120);
        CallSite keeper = CallSite.of(List.of("main.helper", LEAK, "main.main"));
        CallSite passing = CallSite.of(List.of("main.helper", "main.other", "main.main"));
        List<ProfileSummary> snapshots = renamed(busy, site -> site.function().equals(LEAK) ? keeper : passing);

        SiteVerdict worst = verdicts(snapshots).sites().get(0);

        assertThat(worst.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(worst.function()).isEqualTo("main.helper");
        assertThat(worst.stack()).isEqualTo(keeper.stack());
        assertThat(worst.functionAndCaller()).isEqualTo("main.helper, called by " + LEAK);
    }

    /** The leak holds 60 MB in the end; beside 5 GB that is more than a hundredth of all, beside 7 GB less. */
    @Test
    void growth_below_a_hundredth_of_all_memory_is_not_called_a_leak_yet() {
        List<ProfileSummary> leak =
                new HeapSimulator(6).with(LEAK, 1024, epoch -> 1, FOR_EVER).run(120);
        long grown = inuse(leak.get(119), LEAK) - inuse(leak.get(0), LEAK);

        assertThat(verdicts(beside(leak, 80 * grown)).leaks())
                .extracting(SiteVerdict::function)
                .containsExactly(LEAK);
        assertThat(verdicts(beside(leak, 125 * grown)).leaks()).isEmpty();
    }

    /** The same history in an agent that holds so many bytes elsewhere, all the time. */
    private static List<ProfileSummary> beside(List<ProfileSummary> snapshots, long bytes) {
        long samples = bytes / HeapSimulator.PERIOD_BYTES;
        Figures steady = new Figures(bytes, samples, bytes, samples, samples, samples);
        return snapshots.stream()
                .map(snapshot -> {
                    Map<CallSite, Figures> sites = new HashMap<>(snapshot.stacks());
                    sites.put(CallSite.of(List.of("main.steady", "main.main")), steady);
                    return TestSummary.of(snapshot.info(), sites);
                })
                .toList();
    }

    @Test
    void calls_a_cache_that_is_full_a_filled_cache() {
        SiteVerdict cache = only(
                "main.cache",
                new HeapSimulator(5)
                        .withChurn(10, 20)
                        .with("main.cache", 2048, epoch -> epoch < 60 ? 2 : 0, FOR_EVER)
                        .run(120));

        assertThat(cache.verdict()).isEqualTo(Verdict.FILLED_CACHE);
        assertThat(cache.reason()).contains("has stopped");
    }

    @Test
    void calls_what_is_loaded_once_a_filled_cache() {
        SiteVerdict cache = only(
                "main.load",
                new HeapSimulator(6)
                        .withChurn(10, 20)
                        .with("main.load", 2048, epoch -> epoch == 50 ? 80 : 0, FOR_EVER)
                        .run(120));

        assertThat(cache.verdict()).isEqualTo(Verdict.FILLED_CACHE);
    }

    @Test
    void calls_growth_that_follows_allocation_load() {
        SiteVerdict requests = only(
                "main.request",
                new HeapSimulator(7)
                        .withChurn(10, 20)
                        .with("main.request", 2048, epoch -> 10 + epoch / 2.0, 5)
                        .run(120));

        assertThat(requests.verdict()).isEqualTo(Verdict.LOAD);
        assertThat(requests.evidence().freedRatio().orElseThrow()).isGreaterThan(0.9);
    }

    @Test
    void calls_what_comes_and_goes_noise() {
        LeakReport report = verdicts(new HeapSimulator(8).withChurn(12, 20).run(120));

        assertThat(report.leaks()).isEmpty();
        assertThat(report.sites()).extracting(SiteVerdict::verdict).contains(Verdict.NOISE);
        assertThat(report.explanation()).isEqualTo("No leak was found.");
    }

    @Test
    void gives_no_verdict_of_leak_from_two_snapshots_and_says_so() {
        List<ProfileSummary> day = new HeapSimulator(9)
                .withChurn(10, 20)
                .with(LEAK, 1024, epoch -> 20, FOR_EVER)
                .run(100);

        LeakReport report = verdicts(List.of(day.get(0), day.get(99)));

        assertThat(report.leaks()).isEmpty();
        SiteVerdict grown = only(LEAK, report);
        assertThat(grown.verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(grown.evidence().growthBytes())
                .isGreaterThan(grown.evidence().noiseFloorBytes());
        assertThat(grown.reason()).isEqualTo("6 more states of the heap are needed to judge it");
        assertThat(report.explanation()).isEqualTo("No verdict is possible yet: 6 more states of the heap are needed.");
    }

    @Test
    void judges_nothing_by_a_single_snapshot() {
        LeakReport report = verdicts(new HeapSimulator(10).withChurn(5, 20).run(1));

        assertThat(report.leaks()).isEmpty();
        assertThat(report.snapshots()).isEqualTo(1);
        assertThat(report.from()).isEqualTo(report.to());
    }

    @Test
    void counts_snapshots_of_one_epoch_once() {
        List<ProfileSummary> few = new HeapSimulator(11)
                .withChurn(10, 20)
                .with(LEAK, 1024, epoch -> 20, FOR_EVER)
                .run(Thresholds.MIN_EPOCHS - 1);
        List<ProfileSummary> repeated = new ArrayList<>();
        few.forEach(summary -> Collections.addAll(repeated, summary, summary, summary));

        assertThat(verdicts(repeated).leaks()).isEmpty();
    }

    @Test
    void does_not_take_a_process_that_warms_up_again_and_again_for_a_leak() {
        HeapSimulator agent = new HeapSimulator(12)
                .withChurn(10, 20)
                .with("main.cache", 2048, epoch -> epoch % 40 < 8 ? 6 : 0, FOR_EVER);
        List<ProfileSummary> snapshots = new ArrayList<>(agent.run(40));
        snapshots.addAll(agent.restart().run(40));
        snapshots.addAll(agent.restart().run(40));

        LeakReport report = verdicts(snapshots);

        assertThat(report.leaks()).isEmpty();
        assertThat(report.segments()).isEqualTo(3);
    }

    @Test
    void says_of_a_leak_before_a_restart_when_that_was_and_shows_what_is_in_use_now() {
        HeapSimulator agent = new HeapSimulator(13).withChurn(10, 20).with(LEAK, 1024, epoch -> 3, FOR_EVER);
        List<ProfileSummary> snapshots = new ArrayList<>(agent.run(80));
        snapshots.addAll(agent.restart().run(3));
        String restart = snapshots.get(80).info().time().toString();

        LeakReport report = verdicts(snapshots);

        assertThat(report.leaks()).extracting(SiteVerdict::function).containsExactly(LEAK);
        SiteVerdict leak = report.leaks().get(0);
        assertThat(leak.restarted()).contains(snapshots.get(80).info().time());
        assertThat(leak.evidence().inuseBytes()).isEqualTo(inuse(snapshots.get(82), LEAK));
        assertThat(report.explanation())
                .startsWith(LEAK + " leaked ")
                .contains("in the process before the restart at " + restart)
                .contains("It is too early to say whether the present process leaks too: there are 3 states of it.");
        assertThat(report.sites())
                .filteredOn(site -> !site.isLeak())
                .extracting(SiteVerdict::verdict)
                .containsOnly(Verdict.TOO_EARLY);
    }

    @Test
    void forgets_a_leak_before_a_restart_once_the_present_process_does_not_grow() {
        HeapSimulator agent = new HeapSimulator(13).withChurn(10, 20).with(LEAK, 1024, epoch -> 3, FOR_EVER);
        List<ProfileSummary> snapshots = new ArrayList<>(agent.run(80));
        HeapSimulator mended = new HeapSimulator(13).withChurn(10, 20).with(LEAK, 1024, epoch -> 3, 2);
        mended.run(80);
        snapshots.addAll(mended.restart().run(60));

        assertThat(verdicts(snapshots).leaks()).isEmpty();
    }

    /** Nine states of 5 MB and then two of ten times that: of the new process nothing can be said, the old one is gone. */
    @Test
    void shows_the_newest_process_where_it_has_too_few_states_even_if_an_older_one_has_more() {
        HeapSimulator agent = new HeapSimulator(21)
                .with("main.keep", 1 << 20, epoch -> epoch < 9 ? 0 : 50, FOR_EVER)
                .with("main.other", 1 << 20, epoch -> epoch == 0 ? 5 : 0, FOR_EVER);
        List<ProfileSummary> snapshots = new ArrayList<>(agent.run(9));
        snapshots.addAll(agent.restart().run(2));

        LeakReport report = verdicts(snapshots);

        SiteVerdict grown = only("main.keep", report);
        assertThat(grown.evidence().inuseBytes()).isEqualTo(inuse(snapshots.get(10), "main.keep"));
        assertThat(grown.verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(report.explanation())
                .isEqualTo("The process was restarted at "
                        + snapshots.get(9).info().time()
                        + ". No verdict is possible yet: 6 more states of the heap are needed.");
    }

    /** The case of a process of 20 to 130 MB whose successor stays at 7 MB. */
    @Test
    void does_not_call_a_leak_what_the_present_process_shows_to_have_ended() {
        HeapSimulator agent = new HeapSimulator(22)
                .with(LEAK, 1 << 20, epoch -> epoch < 12 ? 10 : epoch == 12 ? 7 : 0, FOR_EVER)
                .with("main.base", 1 << 20, epoch -> epoch == 0 ? 10 : 0, FOR_EVER);
        List<ProfileSummary> snapshots = new ArrayList<>(agent.run(12));
        assertThat(verdicts(snapshots).leaks()).hasSize(1);
        snapshots.addAll(agent.restart().run(7));

        LeakReport report = verdicts(snapshots);

        report.leaks().forEach(leak -> assertThat(leak.restarted()).isPresent());
        assertThat(report.sites()).allSatisfy(site -> assertThat(site.evidence().inuseBytes())
                .isLessThanOrEqualTo(snapshots.get(18).total().inuseBytes()));
    }

    @Test
    void says_how_many_states_are_missing_where_a_leak_is_not_certain() {
        SiteVerdict site = only(
                LEAK,
                new HeapSimulator(23)
                        .withChurn(4, 10)
                        .with(LEAK, 1024, epoch -> epoch < 56 ? 0 : 12, FOR_EVER)
                        .run(60));

        assertThat(site.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(site.reason()).contains("more states of the heap are needed");
    }

    @Test
    void a_leak_needs_two_states_in_a_row() {
        List<ProfileSummary> snapshots = new HeapSimulator(24)
                .withChurn(4, 10)
                .with(LEAK, 1024, epoch -> 6, FOR_EVER)
                .run(60);
        int first = 8;
        while (verdicts(snapshots.subList(0, first)).leaks().isEmpty()) {
            first++;
        }

        assertThat(first).isLessThan(30);
        for (int states = first; states <= 60; states++) {
            assertThat(verdicts(snapshots.subList(0, states)).leaks())
                    .as("%d states", states)
                    .hasSize(1);
        }
    }

    @Test
    void a_young_process_may_leak() {
        List<ProfileSummary> snapshots = new HeapSimulator(25)
                .withChurn(4, 10)
                .with(LEAK, 1024, epoch -> 6, FOR_EVER)
                .run(100);

        LeakReport young = verdicts(snapshots.subList(0, 40));
        LeakReport old = verdicts(snapshots);

        assertThat(young.isYoung()).isTrue();
        assertThat(young.explanation()).contains(LEAK + " may leak ").contains("The process is young");
        assertThat(old.isYoung()).isFalse();
        assertThat(old.explanation()).contains(LEAK + " leaks ").doesNotContain("young");
    }

    @Test
    void judges_profiles_that_have_bytes_in_use_alone_and_says_that_frees_are_unknown() {
        List<ProfileSummary> snapshots = new HeapSimulator(26)
                .with("main.resident", 1024, epoch -> epoch == 0 ? 60 : 0, FOR_EVER)
                .with(LEAK, 1024, epoch -> 3, FOR_EVER)
                .run(80);
        List<ProfileSummary> inUseAlone = new ArrayList<>();
        for (ProfileSummary summary : snapshots) {
            Map<CallSite, Figures> sites = new HashMap<>();
            summary.stacks()
                    .forEach((site, figures) ->
                            sites.put(site, new Figures(figures.inuseBytes(), 0, 0, 0, figures.inuseSamples(), 0)));
            inUseAlone.add(TestSummary.of(summary.info(), sites));
        }

        LeakReport report = verdicts(inUseAlone);

        assertThat(report.leaks()).extracting(SiteVerdict::function).containsExactly(LEAK);
        assertThat(report.leaks().get(0).evidence().freedRatio()).isEmpty();
        assertThat(report.leaks().get(0).reason()).contains("is not known");
    }

    @Test
    void says_when_the_memory_limit_will_be_reached() {
        List<ProfileSummary> snapshots = new HeapSimulator(14)
                .withChurn(10, 20)
                .with(LEAK, 1024, epoch -> 2, FOR_EVER)
                .run(120);
        long live = snapshots.get(119).total().inuseBytes();
        double bytesPerHour = 2 * 60 * HeapSimulator.PERIOD_BYTES;

        MemoryLimit limit = new MemoryLimit(Math.round(2 * (live + 10 * bytesPerHour)), MemoryLimit.Source.CGROUP);

        LeakReport report = verdicts(snapshots, limit);

        TimeToLimit time = report.timeToLimit().orElseThrow();
        assertThat(time.limit()).isEqualTo(limit);
        assertThat(time.hours()).isBetween(7.0, 14.0);
        assertThat(time.soonestHours()).isLessThan(time.hours());
        assertThat(time.latestHours()).isGreaterThan(time.hours());
        assertThat(report.explanation())
                .contains("At this rate its memory reaches the ", " that its control group may take in ");
    }

    @Test
    void says_who_limits_the_memory() {
        List<ProfileSummary> snapshots = new HeapSimulator(14)
                .withChurn(10, 20)
                .with(LEAK, 1024, epoch -> 2, FOR_EVER)
                .run(120);

        assertThat(verdicts(snapshots, new MemoryLimit(8L << 30, MemoryLimit.Source.MACHINE))
                        .explanation())
                .contains("its memory reaches the 8.0GB of the whole machine in ");
        assertThat(verdicts(snapshots, new MemoryLimit(8L << 30, MemoryLimit.Source.OPTION))
                        .explanation())
                .contains("its memory reaches its limit of 8.0GB in ");
        assertThat(verdicts(snapshots, new MemoryLimit(1 << 20, MemoryLimit.Source.CGROUP))
                        .explanation())
                .contains("Its memory is at the 1.0MB that its control group may take.");
        assertThat(verdicts(snapshots).timeToLimit()).as("of no known limit").isEmpty();
    }

    @Test
    void says_nothing_of_a_limit_where_nothing_leaks() {
        LeakReport report = verdicts(
                new HeapSimulator(10).withChurn(5, 20).run(60), new MemoryLimit(1 << 20, MemoryLimit.Source.CGROUP));

        assertThat(report.leaks()).isEmpty();
        assertThat(report.timeToLimit()).isEmpty();
    }

    private static LeakReport verdicts(List<ProfileSummary> snapshots, MemoryLimit limit) {
        return LeakAnalysis.verdicts(Series.of("machine-0", snapshots).withMemoryLimit(Optional.of(limit)));
    }

    @Test
    void points_at_goroutines_when_their_number_grows_too() {
        List<ProfileSummary> snapshots = renamed(
                new HeapSimulator(15)
                        .withChurn(10, 20)
                        .with(LEAK, 4096, epoch -> 3, FOR_EVER)
                        .with("goroutine", 448, epoch -> 0.5, FOR_EVER)
                        .run(100),
                site -> site.function().equals("goroutine")
                        ? CallSite.of(
                                List.of("runtime.mallocgc", "runtime.newobject", "runtime.malg", "runtime.newproc1"))
                        : site);

        LeakReport report = verdicts(snapshots);

        assertThat(report.sites().get(0).function()).isEqualTo(LEAK);
        assertThat(report.explanation()).contains("runtime.malg").contains("debug/pprof/goroutine");
    }

    @Test
    void blames_the_profiler_for_its_tables_once_they_grow_by_a_megabyte() {
        List<ProfileSummary> snapshots = new HeapSimulator(16).withChurn(10, 20).run(20);

        SiteVerdict tables = only("runtime.newBucket", withProfilerBytes(snapshots, 400_000));

        assertThat(tables.verdict()).isEqualTo(Verdict.PROFILER);
        assertThat(tables.evidence().growthBytes()).isEqualTo(19 * 400_000);
        assertThat(verdicts(withProfilerBytes(snapshots, 1_000)).sites())
                .extracting(SiteVerdict::verdict)
                .doesNotContain(Verdict.PROFILER);
    }

    @Property(tries = 60)
    void order_of_snapshots_does_not_matter(@ForAll long seed) {
        List<ProfileSummary> snapshots = new HeapSimulator(seed)
                .withChurn(6, 10)
                .with(LEAK, 1024, epoch -> 1, FOR_EVER)
                .run(40);
        List<ProfileSummary> shuffled = new ArrayList<>(snapshots);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(verdicts(shuffled)).isEqualTo(verdicts(snapshots));
    }

    @Property(tries = 200)
    void few_epochs_never_make_a_leak(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int epochs) {
        List<ProfileSummary> snapshots = new HeapSimulator(seed)
                .withChurn(6, 10)
                .with(LEAK, 1024, epoch -> 30, FOR_EVER)
                .run(epochs);

        assertThat(verdicts(snapshots).leaks()).isEmpty();
    }

    private static LeakReport verdicts(List<ProfileSummary> snapshots) {
        return LeakAnalysis.verdicts(Series.of("machine-0", snapshots));
    }

    private static List<ProfileSummary> withProfilerBytes(List<ProfileSummary> summaries, long growthPerEpoch) {
        List<ProfileSummary> changed = new ArrayList<>();
        for (ProfileSummary summary : summaries) {
            long bytes = 1_400_000 + changed.size() * growthPerEpoch;
            changed.add(TestSummary.of(summary.info().withProfilerBytesIfUnknown(bytes), summary.stacks()));
        }
        return changed;
    }

    private static SiteVerdict only(String function, List<ProfileSummary> snapshots) {
        return only(function, verdicts(snapshots));
    }

    private static SiteVerdict only(String function, LeakReport report) {
        assertThat(report.leaks()).isEmpty();
        return report.sites().stream()
                .filter(site -> site.function().equals(function))
                .findFirst()
                .orElseThrow();
    }

    private static long inuse(ProfileSummary summary, String function) {
        return summary.ofFunction(function).orElseThrow().inuseBytes();
    }

    private static List<ProfileSummary> renamed(List<ProfileSummary> summaries, UnaryOperator<CallSite> names) {
        List<ProfileSummary> renamed = new ArrayList<>();
        for (ProfileSummary summary : summaries) {
            Map<CallSite, Figures> sites = new HashMap<>();
            summary.stacks().forEach((site, figures) -> sites.merge(names.apply(site), figures, Figures::plus));
            renamed.add(TestSummary.of(summary.info(), sites));
        }
        return renamed;
    }
}
