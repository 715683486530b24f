// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges the functions of processes: of one by itself, then of those that followed one another. */
final class SegmentFindings {
    private SegmentFindings() {}

    /**
     * The finding on each function, from the processes long enough to tell. The latest has the word, but a leak found in
     * an earlier one stands until a later one surely grows more slowly: a restart cures nothing, and a young process has
     * no growth to show yet.
     */
    static Map<String, Finding> combined(List<Segment> segments) {
        Map<String, Finding> findings = new HashMap<>();
        for (Segment segment : judged(segments)) {
            Map<String, Finding> before = Map.copyOf(findings);
            findings.clear();
            findings.putAll(of(segment));
            before.values().stream()
                    .filter(Finding::isLeak)
                    .forEach(leak -> findings.computeIfPresent(
                            leak.function(), (key, later) -> stands(leak, later) ? leak : later));
        }
        return findings;
    }

    private static boolean stands(Finding leak, Finding later) {
        return !later.isLeak() && !later.isSlowerThan(leak);
    }

    /** The segments that are long enough, or the longest if none is; in order. */
    private static List<Segment> judged(List<Segment> segments) {
        List<Segment> telling = segments.stream().filter(Segment::isTelling).toList();
        return telling.isEmpty()
                ? segments.stream()
                        .max(Comparator.comparingInt(segment -> segment.epochs().size()))
                        .stream()
                        .toList()
                : telling;
    }

    /** The finding on each function of a segment. */
    static Map<String, Finding> of(Segment segment) {
        double relevant = Thresholds.RELEVANT_SHARE * segment.last().total().inuseBytes();
        List<Examination> wholes = new ArrayList<>();
        List<Examination> stacks = new ArrayList<>();
        for (SiteHistories.OfFunction histories : SiteHistories.of(segment)) {
            wholes.add(Examination.of(histories.whole(), relevant));
            histories.leadingStack().ifPresent(stack -> stacks.add(Examination.of(stack, relevant)));
        }
        double growth =
                wholes.stream().mapToDouble(e -> Math.max(0, e.growthBytes())).sum();
        List<Examination> all = new ArrayList<>(wholes);
        all.addAll(stacks);
        double threshold = Statistics.benjaminiHochbergThreshold(
                all.stream().mapToDouble(e -> e.trend().pValue()).toArray(), Thresholds.FALSE_DISCOVERY_RATE);
        Map<String, Finding> findings = new HashMap<>();
        for (Examination examination : all) {
            Judgement judgement = Judgement.of(examination, examination.trend().pValue() <= threshold);
            double share = growth == 0 ? 0 : Math.max(0, examination.growthBytes()) / growth;
            Finding finding = new Finding(segment, examination, judgement, Math.min(1, share));
            findings.merge(finding.function(), finding, SegmentFindings::wholeUnlessStackLeaks);
        }
        return findings;
    }

    private static Finding wholeUnlessStackLeaks(Finding whole, Finding stack) {
        return stack.isLeak() && !whole.isLeak() ? stack : whole;
    }
}
