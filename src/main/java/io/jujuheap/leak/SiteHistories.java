// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The histories of all functions and stacks of a segment. */
final class SiteHistories {
    private final Segment segment;
    private final Map<CallSite, Figures[]> stacks = new HashMap<>();
    private final Map<String, List<SiteHistory>> byFunction = new HashMap<>();

    private SiteHistories(Segment segment) {
        this.segment = segment;
    }

    /**
     * A function that had memory in use: its history, and, where it serves several stacks, that of the stack with most
     * lasting growth by itself. A helper that everybody calls hides the one caller who keeps what it gets.
     */
    record OfFunction(SiteHistory whole, Optional<SiteHistory> leadingStack) {}

    static List<OfFunction> of(Segment segment) {
        SiteHistories histories = new SiteHistories(segment);
        for (int epoch = 0; epoch < segment.epochs().size(); epoch++) {
            histories.add(epoch);
        }
        histories.groupByFunction();
        return histories.byFunction.values().stream()
                .filter(stacks -> stacks.stream().anyMatch(SiteHistory::wasInUse))
                .map(SiteHistories::ofFunction)
                .toList();
    }

    private void add(int epoch) {
        segment.epochs()
                .get(epoch)
                .forEach((site, figures) -> stacks.computeIfAbsent(site, key -> emptyRow())[epoch] = figures);
    }

    private Figures[] emptyRow() {
        Figures[] row = new Figures[segment.epochs().size()];
        Arrays.fill(row, Figures.NONE);
        return row;
    }

    private void groupByFunction() {
        double[] hours = segment.hours();
        stacks.forEach((site, row) -> byFunction
                .computeIfAbsent(site.function(), key -> new ArrayList<>())
                .add(new SiteHistory(site, hours, row, segment.samplingPeriodBytes())));
    }

    private static OfFunction ofFunction(List<SiteHistory> stacks) {
        SiteHistory leading = stacks.stream()
                .max(Comparator.comparingDouble(SiteHistory::lastingGrowthBytes))
                .orElseThrow();
        return stacks.size() == 1
                ? new OfFunction(leading, Optional.empty())
                : new OfFunction(leading.plusAll(stacks), Optional.of(leading));
    }
}
