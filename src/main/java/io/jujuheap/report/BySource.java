// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The functions of several profiles of one moment side by side, largest differences first. Among agents with the same
 * work, it shows which one is the outlier, and in which function.
 *
 * @param sampleType the name of the sample type, such as {@code inuse_space}
 * @param unit the unit of all values
 * @param sources the names of the profiles
 * @param totals the total of each profile
 * @param rows the functions with a value other than 0
 */
public record BySource(String sampleType, String unit, List<String> sources, List<Long> totals, List<Row> rows) {
    private static final int USUAL_ROWS = 20;

    /** An outlier exceeds this multiple of the next value. */
    private static final int OUTLIER_FACTOR = 2;

    /**
     * An outlier also exceeds the next value by this share of the largest total. Smaller differences may come from
     * sampling.
     */
    private static final double OUTLIER_SHARE = 0.02;

    public BySource {
        requireNonNull(sampleType, "sampleType is null");
        requireNonNull(unit, "unit is null");
        sources = List.copyOf(sources);
        totals = List.copyOf(totals);
        rows = List.copyOf(rows);
    }

    /**
     * A function.
     *
     * @param name as the granularity has it
     * @param values its value in each profile; 0 when it is absent
     * @param outlier the index of the profile with a far larger value than all others
     */
    public record Row(String name, List<Long> values, OptionalInt outlier) {
        public Row {
            requireNonNull(name, "name is null");
            values = List.copyOf(values);
        }

        private long spread() {
            return max(values)
                    - values.stream().mapToLong(Long::longValue).min().orElse(0);
        }
    }

    /**
     * Compares profiles.
     *
     * @param profiles the profiles by name, in order; at least two, with the same sample types
     * @throws io.jujuheap.io.UsageException when the options do not fit a profile
     */
    public static BySource of(Map<String, Profile> profiles, ReportOptions options) {
        ReportOptions whole =
                options.toBuilder().nodeCount(0).nodeFraction(0).edgeFraction(0).build();
        List<Top> tops = profiles.values().stream()
                .map(profile -> Top.of(profile, whole))
                .toList();
        List<Long> totals = tops.stream().map(top -> top.legend().total()).toList();
        Legend legend = tops.get(0).legend();
        int count = options.nodeCount() == ReportOptions.REPORT_DEFAULT ? USUAL_ROWS : options.nodeCount();
        return new BySource(
                legend.sampleType(),
                legend.format().sampleUnit(),
                List.copyOf(profiles.keySet()),
                totals,
                rows(tops, options.cum(), count, max(totals)));
    }

    private static List<Row> rows(List<Top> tops, boolean cum, int count, long largestTotal) {
        Map<String, long[]> values = new LinkedHashMap<>();
        for (int source = 0; source < tops.size(); source++) {
            for (Top.Row row : tops.get(source).rows()) {
                values.computeIfAbsent(row.name(), name -> new long[tops.size()])[source] =
                        cum ? row.cum() : row.flat();
            }
        }
        List<Row> rows = new ArrayList<>(values.size());
        values.forEach((name, held) -> {
            List<Long> all = Arrays.stream(held).boxed().toList();
            if (all.stream().anyMatch(value -> value != 0)) {
                rows.add(new Row(name, all, outlier(all, largestTotal)));
            }
        });
        rows.sort(Comparator.comparingLong(Row::spread).reversed().thenComparing(Row::name));
        return count == 0 ? rows : rows.subList(0, Math.min(count, rows.size()));
    }

    private static OptionalInt outlier(List<Long> values, long largestTotal) {
        long largest = max(values);
        int index = values.indexOf(largest);
        long next = 0;
        for (int i = 0; i < values.size(); i++) {
            next = i == index ? next : Math.max(next, values.get(i));
        }
        boolean isFarAbove = largest > OUTLIER_FACTOR * next && largest - next > OUTLIER_SHARE * largestTotal;
        return isFarAbove ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /** Returns the index of the profile whose total is far above all others. */
    public OptionalInt outlier() {
        return outlier(totals, max(totals));
    }

    private static long max(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
