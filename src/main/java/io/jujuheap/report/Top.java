// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes with the largest values, largest first: {@code go tool pprof -top}.
 *
 * @param legend the legend of the profile
 * @param coverage the share of the profile that the rows cover
 * @param rows the nodes
 */
public record Top(Legend legend, Coverage coverage, List<Row> rows) {
    private static final int ALL = 0;

    public Top {
        requireNonNull(legend, "legend is null");
        requireNonNull(coverage, "coverage is null");
        rows = List.copyOf(rows);
    }

    /**
     * A node.
     *
     * @param name as the granularity has it: a function, a file, a line
     * @param inlining whether its calls were inlined
     * @param flat its own value, in the unit of the sample type
     * @param cum its value with everything that it calls
     */
    public record Row(String name, Inlining inlining, long flat, long cum) {
        public Row {
            requireNonNull(name, "name is null");
            requireNonNull(inlining, "inlining is null");
        }
    }

    /**
     * The report of a profile.
     *
     * @throws io.jujuheap.io.UsageException when the options do not fit the profile
     */
    public static Top of(Profile profile, ReportOptions options) {
        Selection selection = Selection.of(profile, options.withDefaultNodeCount(ALL));
        TrimmedGraph graph = Trimmer.trimToInlined(selection);
        Inlining[] inlinings = graph.inlinings();
        List<Row> rows = new ArrayList<>(graph.nodes().length);
        for (int node : graph.nodes()) {
            rows.add(new Row(graph.name(node), inlinings[node], graph.flat(node), graph.cum(node)));
        }
        return new Top(Legend.of(selection, graph.format(selection)), graph.coverage(selection), rows);
    }
}
