// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.summary.CallSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Goroutines that leak at a known rate among thousands that come and go, and controls whose numbers swing or step up. Each
 * goroutine is simulated from its start to its end, so that the truth is known; profiles count goroutines exactly, so that
 * nothing is lost by not running Go. Half of the scenarios were never looked at while the judgement was made.
 */
class GoroutineScenariosTest {
    private static final int SEEDS = 20;
    private static final int SNAPSHOTS = 24;

    /** How many goroutines start at a stack in a step of a tenth of an interval, and how many steps each lasts on average. */
    private record Stack(IntFunction<Double> starts, double lasts) {
        static Stack load(double alive, double lasts) {
            return new Stack(step -> alive / lasts, lasts);
        }

        static Stack leak(double perSnapshot) {
            return new Stack(step -> perSnapshot / STEPS, Double.POSITIVE_INFINITY);
        }
    }

    private static final int STEPS = 10;

    /** The stacks of a program beside those of its background; the one named leak, when there is one, is the truth. */
    private static Map<String, Map<String, List<Stack>>> tuned() {
        Map<String, Map<String, List<Stack>>> scenarios = new LinkedHashMap<>();
        scenarios.put("leak of 10 a snapshot", Map.of("leak", List.of(Stack.leak(10))));
        scenarios.put(
                "leak of 20 at a stack where 300 come and go",
                Map.of("leak", List.of(Stack.leak(20), Stack.load(300, 5))));
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

    private static Stack after(double share, Stack stack) {
        return new Stack(step -> step < share * SNAPSHOTS * STEPS ? 0.0 : stack.starts.apply(step), stack.lasts);
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
                step -> step % STEPS == 0 && burst[step / STEPS] ? (double) size : 0, Double.POSITIVE_INFINITY);
    }

    @Test
    void tells_leaks_from_controls() {
        assertThat(wrong(tuned())).isEmpty();
    }

    @Test
    void tells_leaks_from_controls_that_were_held_out() {
        assertThat(wrong(heldOut())).isEmpty();
    }

    private static List<String> wrong(Map<String, Map<String, List<Stack>>> scenarios) {
        List<String> wrong = new ArrayList<>();
        scenarios.forEach((name, stacks) -> {
            List<String> truth = stacks.containsKey("leak") ? List.of("main.leak") : List.of();
            int right = 0;
            int first = 0;
            int wrongBefore = 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                List<List<String>> verdicts = verdicts(simulated(stacks, seed));
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

    /** A program of fifty stacks where up to 400 goroutines come and go, and the stacks of the scenario. */
    private static List<GoroutineSnapshot> simulated(Map<String, List<Stack>> scenario, int seed) {
        Map<String, List<Stack>> stacks = new LinkedHashMap<>(scenario);
        for (int i = 0; i < 50; i++) {
            stacks.put("background" + i, List.of(Stack.load(8 * i, 1 + i)));
        }
        List<Map<CallSite, Long>> counts = new ArrayList<>();
        for (int i = 0; i < SNAPSHOTS; i++) {
            counts.add(new HashMap<>());
        }
        stacks.forEach((name, parts) -> {
            CallSite site = CallSite.of(List.of("main." + name, "main.main"));
            for (int part = 0; part < parts.size(); part++) {
                long[] alive = alive(parts.get(part), new Random(31L * seed + name.hashCode() + part));
                for (int i = 0; i < SNAPSHOTS; i++) {
                    counts.get(i).merge(site, alive[i], Long::sum);
                }
            }
        });
        return counts.stream().map(count -> new GoroutineSnapshot(0, count)).toList();
    }

    /** How many goroutines of a stack there are at each snapshot, after a time to warm up for those that end. */
    private static long[] alive(Stack stack, Random random) {
        boolean ends = stack.lasts < Double.POSITIVE_INFINITY;
        int warmUp = ends ? (int) (8 * stack.lasts) : 0;
        long[] alive = new long[SNAPSHOTS];
        for (int step = -warmUp; step < SNAPSHOTS * STEPS; step++) {
            long starts = poisson(stack.starts.apply(Math.max(0, step)), random);
            for (long i = 0; i < starts; i++) {
                double end = step + (ends ? -stack.lasts * Math.log(1 - random.nextDouble()) : SNAPSHOTS * STEPS * 2.0);
                int first = Math.max(0, (step + STEPS - 1) / STEPS);
                for (int snapshot = first; snapshot < SNAPSHOTS && snapshot * STEPS < end; snapshot++) {
                    alive[snapshot]++;
                }
            }
        }
        return alive;
    }

    private static long poisson(double mean, Random random) {
        if (mean > 30) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = -1;
        for (double product = 1; product > limit || count < 0; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
