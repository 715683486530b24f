// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges the functions of the processes that followed one another, each process by itself and then in their order. */
final class SegmentFindings {
    private Map<String, Finding> findings = Map.of();
    /** The level at which a function had stopped growing in some process. */
    private final Map<String, Double> levels = new HashMap<>();

    private SegmentFindings() {}

    /**
     * Returns the finding on each function. The latest process decides, with two exceptions. A leak of a former process stands
     * while it cannot have shown in the present one yet, or where that grows at a third of its pace: a restart cures nothing.
     * And a function that grows to no more than it kept in a former process, where it had stopped, fills the same cache again.
     */
    static Map<String, Finding> combined(List<Segment> segments) {
        SegmentFindings all = new SegmentFindings();
        Segment latest = segments.get(segments.size() - 1);
        segments.stream()
                .filter(segment -> segment.isTelling() || segment.equals(latest))
                .forEach(all::add);
        return all.findings;
    }

    private void add(Segment segment) {
        Map<String, Finding> before = findings;
        findings = of(segment);
        findings.replaceAll(
                (name, finding) -> fillsAgain(name, finding) ? finding.answered(Answer.FORMER_LEVEL, 0) : finding);
        before.forEach((name, former) -> {
            Finding present = findings.get(name);
            boolean stands = present == null ? former.mayHideIn(segment) : present.mayBe(former);
            if (former.isLeak() && stands) {
                findings.put(name, former.asOf(segment));
            }
        });
        findings.forEach((name, finding) -> {
            if (finding.examination().answer() == Answer.STOPPED) {
                levels.merge(name, finding.peakBytes(), Math::max);
            }
        });
    }

    private boolean fillsAgain(String name, Finding finding) {
        return finding.isLeak()
                && levels.containsKey(name)
                && finding.peakBytes() <= Thresholds.FORMER_LEVEL * levels.get(name);
    }

    private static Map<String, Finding> of(Segment segment) {
        double[] work = segment.work();
        List<Finding> all = SiteHistories.of(segment).stream()
                .map(function -> Finding.of(segment, function, work))
                .toList();
        double growth = all.stream()
                .mapToDouble(finding -> Math.max(0, finding.growthBytes()))
                .sum();
        return all.stream()
                .collect(Collectors.toMap(
                        finding -> finding.function().name(),
                        finding -> finding.ofTotalGrowth(growth),
                        (a, b) -> a,
                        HashMap::new));
    }
}
