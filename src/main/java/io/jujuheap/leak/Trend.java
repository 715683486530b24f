// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Memory over time, of an agent and of some of its functions. All lists are as long as there are snapshots.
 *
 * @param snapshots when, and of which process: allocation figures start again from zero in the next
 * @param total the figures of the whole agent
 * @param functions the figures of each function asked for, in the order asked
 */
public record Trend(List<SnapshotInfo> snapshots, List<Figures> total, Map<String, List<Figures>> functions) {

    /** Makes a trend of the summaries handed to it, such as by {@link SummaryLog#forEach}. */
    public static final class Gatherer implements Consumer<ProfileSummary> {
        private final List<SnapshotInfo> snapshots = new ArrayList<>();
        private final List<Figures> total = new ArrayList<>();
        private final Map<String, List<Figures>> functions = new LinkedHashMap<>();

        /**
         * For the functions of those names.
         *
         * @param functions as {@link CallSite#function} names them
         */
        public Gatherer(Collection<String> functions) {
            functions.forEach(function -> this.functions.put(function, new ArrayList<>()));
        }

        @Override
        public void accept(ProfileSummary summary) {
            snapshots.add(summary.info());
            Map<String, Figures> sums = new LinkedHashMap<>();
            total.add(summary.total());
            summary.forEach((site, figures) -> {
                if (functions.containsKey(site.function())) {
                    sums.merge(site.function(), figures, Figures::plus);
                }
            });
            functions.forEach((function, row) -> row.add(sums.getOrDefault(function, Figures.NONE)));
        }

        /** The trend of the summaries so far. */
        public Trend trend() {
            Map<String, List<Figures>> rows = new LinkedHashMap<>();
            functions.forEach((function, row) -> rows.put(function, List.copyOf(row)));
            return new Trend(List.copyOf(snapshots), List.copyOf(total), rows);
        }
    }
}
