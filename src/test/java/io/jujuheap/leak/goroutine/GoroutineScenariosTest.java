// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.leak.goroutine.SimulatedProgram.Stack;
import io.jujuheap.leak.summary.ProfileSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goroutines that leak at a known rate among thousands that come and go, and controls whose numbers swing or step up. Profiles
 * count goroutines exactly, so that nothing is lost by not running Go. Half of the scenarios were never looked at while the
 * judgement was made. The heap of the same programs is judged beside, by itself.
 */
class GoroutineScenariosTest {
    private static final int SEEDS = 20;
    private static final int SNAPSHOTS = 24;

    /** The heap alone is given ten times as long. */
    private static final int SNAPSHOTS_OF_HEAP = 240;

    private static final int STEPS = SimulatedProgram.STEPS;

    /** The stacks of a program beside those of its background; the one named leak, when there is one, is the truth. */
    private static Map<String, Map<String, List<Stack>>> tuned() {
        Map<String, Map<String, List<Stack>>> scenarios = new LinkedHashMap<>();
        scenarios.put("leak of 10 a snapshot", Map.of("leak", List.of(Stack.leak(10))));
        scenarios.put("leak of 20 at a stack where 300 come and go", Map.of("leak", leakAmongLoad()));
        scenarios.put("leak that begins in the middle", Map.of("leak", List.of(after(0.4, Stack.leak(15)))));
        scenarios.put("number that steps up once", Map.of("pool", List.of(between(0.3, 0.32, 500))));
        scenarios.put("number that swings three times", Map.of("swing", List.of(swinging(400, 3))));
        return scenarios;
    }

    private static Map<String, Map<String, List<Stack>>> heldOut() {
        Map<String, Map<String, List<Stack>>> scenarios = new LinkedHashMap<>();
        scenarios.put("leak of 3 a snapshot", Map.of("leak", List.of(Stack.leak(3))));
        scenarios.put(
                "leak of 60 where 2,000 come and go", Map.of("leak", List.of(Stack.leak(60), Stack.load(2_000, 20))));
        scenarios.put("leak in bursts", Map.of("leak", List.of(bursts(0.1, 40))));
        scenarios.put("pool that fills", Map.of("pool", List.of(between(0, 0.4, 300))));
        scenarios.put("swing of a day seen for a day and a half", Map.of("swing", List.of(swinging(600, 1.5))));
        return scenarios;
    }

    private static List<Stack> leakAmongLoad() {
        return List.of(Stack.leak(20), Stack.load(300, 5));
    }

    private static Stack after(double share, Stack stack) {
        return new Stack(
                step -> step < share * SNAPSHOTS * STEPS ? 0.0 : stack.starts().apply(step), stack.lasts());
    }

    private static Stack between(double from, double to, int number) {
        double steps = (to - from) * SNAPSHOTS * STEPS;
        return new Stack(
                step -> step >= from * SNAPSHOTS * STEPS && step < to * SNAPSHOTS * STEPS ? number / steps : 0,
                Double.POSITIVE_INFINITY);
    }

    private static Stack swinging(double alive, double times) {
        return new Stack(step -> alive / 5 * (1 + Math.sin(2 * Math.PI * times * step / (SNAPSHOTS * STEPS))), 5);
    }

    private static Stack bursts(double chancePerSnapshot, int size) {
        Random chance = new Random(7);
        boolean[] burst = new boolean[SNAPSHOTS];
        for (int i = 0; i < SNAPSHOTS; i++) {
            burst[i] = chance.nextDouble() < 4 * chancePerSnapshot;
        }
        return new Stack(
                step -> step % STEPS == 0 && burst[step / STEPS % SNAPSHOTS] ? (double) size : 0,
                Double.POSITIVE_INFINITY);
    }

    @Test
    void tells_leaks_from_controls() {
        assertThat(wrong(tuned())).isEmpty();
    }

    @Test
    void tells_leaks_from_controls_that_were_held_out() {
        assertThat(wrong(heldOut())).isEmpty();
    }

    @Test
    void tells_a_leak_before_the_heap_of_the_same_program_does() {
        Map<String, List<Stack>> leak = Map.of("leak", leakAmongLoad());
        SimulatedProgram program = SimulatedProgram.run(leak, SNAPSHOTS_OF_HEAP, 0);
        int heap = firstOfHeap(program, true);
        assertThat(heap).isBetween(SNAPSHOTS, SNAPSHOTS_OF_HEAP);
        assertThat(leaks(program.goroutines().subList(0, SNAPSHOTS))).containsExactly("main.leak");
    }

    private static List<String> wrong(Map<String, Map<String, List<Stack>>> scenarios) {
        List<String> wrong = new ArrayList<>();
        scenarios.forEach((name, stacks) -> {
            List<String> truth = truth(stacks);
            int right = 0;
            int first = 0;
            int wrongBefore = 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                List<List<String>> verdicts =
                        verdicts(SimulatedProgram.run(stacks, SNAPSHOTS, seed).goroutines());
                boolean isRight = verdicts.get(SNAPSHOTS - 1).equals(truth);
                right += isRight ? 1 : 0;
                first += 1 + verdicts.indexOf(truth);
                wrongBefore += (int) verdicts.stream()
                        .filter(leaks -> !leaks.isEmpty() && !leaks.equals(truth))
                        .count();
                if (!isRight) {
                    wrong.add(name + ", seed " + seed + ": " + verdicts.get(SNAPSHOTS - 1));
                }
            }
            System.out.printf(
                    "%s: right with %d of %d seeds, first after %.1f snapshots; wrong alarms after %.1f of %d snapshots%n",
                    name, right, SEEDS, (double) first / SEEDS, (double) wrongBefore / SEEDS, SNAPSHOTS);
        });
        return wrong;
    }

    private static List<String> truth(Map<String, List<Stack>> stacks) {
        return stacks.containsKey("leak") ? List.of("main.leak") : List.of();
    }

    /** The leaks found after each snapshot. */
    private static List<List<String>> verdicts(List<GoroutineSnapshot> snapshots) {
        List<List<String>> verdicts = new ArrayList<>();
        for (int seen = 1; seen <= snapshots.size(); seen++) {
            verdicts.add(leaks(snapshots.subList(0, seen)));
        }
        return verdicts;
    }

    private static List<String> leaks(List<GoroutineSnapshot> snapshots) {
        return GoroutineReport.of(snapshots).leaks().stream()
                .map(GoroutineVerdict::function)
                .toList();
    }

    @Test
    @Tag("long")
    void the_heap_alone_never_names_a_leak_sooner() {
        Map<String, Map<String, List<Stack>>> scenarios = tuned();
        scenarios.putAll(heldOut());
        scenarios.forEach((name, stacks) -> {
            boolean leaks = stacks.containsKey("leak");
            List<Integer> told = new ArrayList<>();
            for (int seed = 0; seed < SEEDS; seed++) {
                SimulatedProgram program = SimulatedProgram.run(stacks, SNAPSHOTS_OF_HEAP, seed);
                int first = firstOfHeap(program, leaks);
                if (leaks) {
                    List<GoroutineSnapshot> early = program.goroutines().subList(0, SNAPSHOTS);
                    assertThat(first)
                            .as(name + ", seed " + seed)
                            .isGreaterThanOrEqualTo(1 + verdicts(early).indexOf(truth(stacks)));
                }
                told.add(first);
            }
            System.out.printf(
                    "%s: the heap alone %s within %d snapshots with %d of %d seeds; sorted: %s%n",
                    name,
                    leaks ? "names the leak" : "raises an alarm",
                    SNAPSHOTS_OF_HEAP,
                    told.stream().filter(first -> first <= SNAPSHOTS_OF_HEAP).count(),
                    SEEDS,
                    told.stream().sorted().toList());
        });
    }

    /** Returns the number of snapshots after which the heap alone names a leak: the right one, or any. */
    private static int firstOfHeap(SimulatedProgram program, boolean right) {
        for (int seen = 8; seen <= SNAPSHOTS_OF_HEAP; seen += seen < SNAPSHOTS ? 1 : seen / 12) {
            List<String> leaks = leaksOfHeap(program.heaps().subList(0, seen));
            if (right ? leaks.contains("main.leak") : !leaks.isEmpty()) {
                return seen;
            }
        }
        return SNAPSHOTS_OF_HEAP + 1;
    }

    private static List<String> leaksOfHeap(List<ProfileSummary> heaps) {
        return LeakAnalysis.verdicts(Series.of("machine-0", heaps)).leaks().stream()
                .map(SiteVerdict::function)
                .toList();
    }
}
