// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.Evidence;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.leak.Verdict;
import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.testkit.Recorded;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoroutineReportTest {
    private static final CallSite SITE =
            CallSite.of(List.of("sync.(*Mutex).Lock", "main.(*pool).get", "main.handle", "main.serve"));

    @ParameterizedTest
    @CsvSource({
        "0 400,                                 too early, 'from 0 to 400; 6 more snapshots would tell'",
        "0 200 400,                             undecided, 'never below 0, then 200, then 400; 5 more snapshots would tell'",
        "0 60 120 180 240 300 360 400,          leak, 'never below 0, then 120, then 300, and still rising'",
        "0 9 0 200 200 200 200 200,             settled, 'never below 0, then 0, then 200, and it has stopped'",
        "0 300 10 280 0 290 5 310,              load, between 0 and 310",
        "90 110 95 101 99 104 100 96,           noise, no more than chance explains",
        "400 300 200 100 0 0 0 0,               load, between 0 and 400",
        "0 0 0 0 0 0 0 0,                       noise, no more than chance explains",
        "5 5 5 5 5 5 60 120 180 240 300 360 420 480, leak, 'never below 5, then 5, then 120, then 300, and still rising'",
    })
    void judges_the_numbers_at_a_stack(String counts, String word, String reason) {
        long[] numbers =
                Arrays.stream(counts.split(" ")).mapToLong(Long::parseLong).toArray();
        GoroutineVerdict verdict = new StackHistory(SITE, numbers).verdict();
        assertThat(verdict.verdict().word()).isEqualTo(word);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void names_the_function_that_waits_and_the_one_that_was_started() {
        List<GoroutineSnapshot> snapshots =
                List.of(at(80, 700), at(0, 0), at(10, 100), at(20, 200), at(30, 300)).stream()
                        .toList();
        GoroutineReport early = GoroutineReport.of(snapshots);
        assertThat(early.hours()).isEmpty();
        GoroutineReport report = GoroutineReport.of(List.of(
                at(8, 800), at(1, 100), at(2, 200), at(3, 300), at(4, 400), at(5, 500), at(6, 600), at(7, 700)));
        assertThat(report.leaks()).extracting(GoroutineVerdict::verdict).containsExactly(Verdict.LEAK);
        assertThat(report.hours()).hasValue(7);
        assertThat(report.before()).isEqualTo(100);
        assertThat(report.after()).isEqualTo(800);
        assertThat(report.explanation())
                .startsWith(
                        "800 goroutines wait at main.(*pool).get, started as main.serve: 700 more than at first, and"
                                + " still more.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main.(*pool).get in main.reload                          | true", // the function that waits
                "main.fill in main.(*server).start.func1.2                | true", // called by the one they began with
                "main.fill in main.(*server).start in main.main           | true", // the one that started the closure
                "main.fill in main.other in main.main                     | false",
                "bytes.growSlice in net/http.(*conn).serve                | false", // comes with Go: serves all
            })
    void tells_the_memory_that_grows_with_the_goroutines(String stack, boolean isTheirs) {
        CallSite waiting = CallSite.of(
                List.of("sync.(*Mutex).Lock", "main.(*pool).get", "main.serve", "main.(*server).start.func1.2"));
        List<GoroutineSnapshot> snapshots = IntStream.rangeClosed(1, 8)
                .mapToObj(hour -> new GoroutineSnapshot(
                        hour * 3_600_000_000_000L,
                        Map.of(waiting, 100L * hour, CallSite.of(List.of("main.idle")), 200L)))
                .toList();
        LeakReport heap = heap(
                site(Verdict.LEAK, 9 << 20, stack.split(" in ")),
                site(Verdict.NOISE, 99 << 20, "main.(*pool).get", "main.serve"));

        GoroutineReport joined = GoroutineReport.of(snapshots).with(heap, OptionalLong.of(10 << 20));

        GoroutineVerdict leak = joined.leaks().get(0);
        assertThat(leak.held().stackBytes()).as("800 of 1,000 goroutines").hasValue(8 << 20);
        assertThat(leak.held().sites()).hasSize(isTheirs ? 1 : 0);
        assertThat(joined.explanation())
                .startsWith("800 goroutines wait at main.(*pool).get, started as main.(*server).start.func1.2: 700 more"
                        + " than at first, and still more; they hold 8.0MB of stacks"
                        + (isTheirs ? " and 9.0MB allocated in main." : ". "));
    }

    private static LeakReport heap(SiteVerdict... sites) {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        return new LeakReport("machine-0", noon, noon, 8, 1, List.of(sites), Optional.empty(), false, "");
    }

    private static SiteVerdict site(Verdict verdict, long inuseBytes, String... stack) {
        Evidence evidence = new Evidence(
                inuseBytes, inuseBytes, new Slope(1, 1, 1), OptionalDouble.empty(), 0, 1, 1, Optional.empty(), true);
        return new SiteVerdict(CallSite.of(List.of(stack)), Optional.empty(), verdict, "", evidence, Optional.empty());
    }

    private static GoroutineSnapshot at(long hour, long count) {
        return new GoroutineSnapshot(hour * 3_600_000_000_000L, count == 0 ? Map.of() : Map.of(SITE, count));
    }

    @Test
    void says_how_many_snapshots_a_verdict_needs() {
        assertThat(GoroutineReport.of(List.of(at(1, 5))).explanation())
                .isEqualTo("No verdict on goroutines is possible yet: 7 more profiles of them are needed.");
    }

    @ParameterizedTest
    @MethodSource("goroutines")
    void a_stack_is_the_same_in_each_form(Recorded recorded) {
        Map<CallSite, Long> ofProtobuf =
                GoroutineSnapshot.of(recorded.profile()).counts();
        assertThat(withoutWriter(GoroutineSnapshot.of(recorded.profileOfText()).counts()))
                .isEqualTo(withoutWriter(ofProtobuf));
    }

    /** Without the goroutine that recorded them. */
    private static Map<CallSite, Long> withoutWriter(Map<CallSite, Long> counts) {
        Map<CallSite, Long> others = new java.util.HashMap<>(counts);
        others.keySet().removeIf(site -> site.toString().contains("recorder"));
        return others;
    }

    static List<Recorded> goroutines() {
        return Recorded.goroutines();
    }
}
