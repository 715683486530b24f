// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Sampling;
import io.jujuheap.profile.Saturating;
import io.jujuheap.profile.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link DiffReport}. */
final class DiffBuilder {
    /** Go runs a collection at least every two minutes. */
    private static final long GC_AT_LEAST_EVERY_NANOS = 120_000_000_000L;

    /** A function with its values, in the map and as a row. */
    private static final long CHANGE_BYTES = 240;

    private static final int DEFAULT_ROWS = 20;
    private static final int BASE = 0;
    private static final int TARGET = 1;
    private static final Comparator<DiffReport.Row> MOST_GROWTH_FIRST =
            Comparator.comparingLong(DiffReport.Row::growth).reversed().thenComparing(DiffReport.Row::name);
    private static final Comparator<DiffReport.Row> LARGEST_CHANGE_FIRST = Comparator.comparingLong(
                    (DiffReport.Row row) -> Saturating.abs(row.growth()))
            .reversed()
            .thenComparing(DiffReport.Row::name);

    private final ReportOptions options;
    private final Selection base;
    private final Selection target;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private long grown;
    private long shrunk;

    /** The values of a function in the base and in the target. */
    private static final class Change {
        private final long[] flat = new long[2];
        private final long[] cum = new long[2];
    }

    DiffBuilder(Profile base, Profile target, ReportOptions options) {
        this.options = options.withDefaultNodeCount(DEFAULT_ROWS);
        this.base = Selection.of(base, options);
        this.target = Selection.of(target, options);
        refuseDifferentTypes();
    }

    private void refuseDifferentTypes() {
        String was = base.measure().type();
        String is = target.measure().type();
        if (!was.equals(is)) {
            throw new UsageException("the profiles count different things, " + was + " and " + is
                    + ": compare two of the same kind, or choose what to count with --sample-index");
        }
    }

    DiffReport report() {
        add(base, BASE);
        add(target, TARGET);
        List<DiffReport.Row> changed = changedRows();
        List<DiffReport.Row> listed = listed(changed);
        ValueFormat format = format(listed);
        return new DiffReport(
                Legend.of(base, format),
                Legend.of(target, format),
                elapsedNanos(),
                grown,
                shrunk,
                listed,
                changed.size() - listed.size(),
                hasRestarted());
    }

    /** Allocations of a process only grow, so fewer in the target mean a restart, unless the profiles are in the wrong order. */
    private boolean hasRestarted() {
        long before = timeNanos(base);
        long after = timeNanos(target);
        boolean isReversed = before != 0 && after != 0 && before > after;
        return !isReversed && allocated(target) < allocated(base);
    }

    private static long allocated(Selection selection) {
        Profile profile = selection.profile();
        return profile.sampleTypeIndex(SampleType.ALLOC_SPACE.type())
                .map(profile::total)
                .orElse(0L);
    }

    /** The least distance of times: the times of two collections do not show the order of profiles that are closer. */
    private long elapsedNanos() {
        long from = timeNanos(base);
        long to = timeNanos(target);
        boolean isKnown = from != 0 && to != 0;
        boolean isExact = hasOwnTime(base) && hasOwnTime(target);
        return isKnown && (isExact || to - from > GC_AT_LEAST_EVERY_NANOS) ? Math.max(0, to - from) : 0;
    }

    /** Returns the time of a profile. Go's text has only the time of the last garbage collection, whose figures it shows. */
    private static long timeNanos(Selection selection) {
        ProfileInfo info = selection.profile().info();
        return hasOwnTime(selection)
                ? info.timeNanos()
                : info.goMemStats()
                        .map(stats -> stats.number("LastGC").orElse(0))
                        .orElse(0L);
    }

    private static boolean hasOwnTime(Selection selection) {
        return selection.profile().info().timeNanos() != 0;
    }

    private void add(Selection selection, int side) {
        NodeTable table = NodeTable.of(selection.profile(), options.granularity(), options.noInlines());
        boolean[] all = new boolean[table.count()];
        Arrays.fill(all, true);
        CallGraph graph = CallGraph.ofNodes(table, selection.profile(), selection.measure(), all);
        HeapRoom.within(all.length * CHANGE_BYTES, () -> add(graph, side));
    }

    private Map<String, Change> add(CallGraph graph, int side) {
        NodeTable table = graph.table();
        for (int node = 0; node < table.count(); node++) {
            String name = Function.withoutTypeArguments(table.info(node).printableName());
            Change change = changes.computeIfAbsent(name, key -> new Change());
            change.flat[side] = Saturating.add(change.flat[side], graph.flatValue(node));
            change.cum[side] = Saturating.add(change.cum[side], graph.cumValue(node));
        }
        return changes;
    }

    private List<DiffReport.Row> changedRows() {
        List<DiffReport.Row> rows = new ArrayList<>();
        changes.forEach((name, change) -> {
            addGrowth(row(name, change.flat).growth());
            DiffReport.Row row = row(name, options.cum() ? change.cum : change.flat);
            if (row.growth() != 0) {
                rows.add(row);
            }
        });
        return rows;
    }

    private void addGrowth(long growth) {
        grown = Saturating.add(grown, Math.max(growth, 0));
        shrunk = Saturating.add(shrunk, Math.min(growth, 0));
    }

    private DiffReport.Row row(String name, long[] values) {
        long growth = Saturating.add(values[TARGET], Saturating.negate(values[BASE]));
        SampleType type = target.profile().sampleTypes().get(target.measure().index());
        long error = Sampling.error(growth, type, target.profile().info());
        return new DiffReport.Row(name, values[BASE], values[TARGET], error);
    }

    private List<DiffReport.Row> listed(List<DiffReport.Row> changed) {
        double cutoff = options.trim() ? Math.max((double) grown, -(double) shrunk) * options.nodeFraction() : 0;
        boolean limited = options.trim() && options.nodeCount() > 0;
        return changed.stream()
                .filter(row -> Saturating.abs(row.growth()) >= cutoff)
                .filter(row -> row.growth() > 0 || !options.dropNegative())
                .sorted(LARGEST_CHANGE_FIRST)
                .limit(limited ? options.nodeCount() : Long.MAX_VALUE)
                .sorted(MOST_GROWTH_FIRST)
                .toList();
    }

    private ValueFormat format(List<DiffReport.Row> rows) {
        ValueFormat format = target.format();
        if (!format.outputUnit().equals(Units.MINIMUM) || rows.isEmpty()) {
            return format;
        }
        long smallest = Long.MAX_VALUE;
        for (DiffReport.Row row : rows) {
            smallest = Math.min(smallest, Saturating.abs(row.growth()));
        }
        return format.suiting(smallest, Math.max(base.total(), target.total()));
    }
}
