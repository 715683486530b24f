// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.FoldedWriter;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.testkit.AnyHeap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What must hold of the reports of any profile. */
class ReportPropertiesTest {
    private static final ReportOptions UNTRIMMED =
            ReportOptions.builder().trim(false).build();

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void the_flat_values_of_an_untrimmed_top_add_up_to_the_total(
            @ForAll("differences") Profile profile, @ForAll Granularity granularity) {
        Top top = Top.of(profile, UNTRIMMED.toBuilder().granularity(granularity).build());
        long flat = top.rows().stream().mapToLong(Top.Row::flat).sum();
        assertThat(flat).isEqualTo(profile.total(1)).isEqualTo(top.coverage().shown());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void no_row_of_a_heap_holds_less_with_its_callees_than_itself(@ForAll("heaps") Profile profile) {
        assertThat(Top.of(profile, UNTRIMMED).rows())
                .allSatisfy(row -> assertThat(row.cum()).isGreaterThanOrEqualTo(row.flat()));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_flame_graph_of_one_node_still_has_the_sums_of_top(@ForAll("heaps") Profile profile) {
        FlameGraph graph = FlameGraph.of(profile, UNTRIMMED, 1);
        Map<String, Long> flat = new TreeMap<>();
        Map<String, Long> cum = new TreeMap<>();
        for (FlameGraph.Function function : graph.functions()) {
            flat.put(graph.names().get(function.name()), function.flat());
            cum.put(graph.names().get(function.name()), function.cum());
        }
        assertThat(cum).isEqualTo(cumByName(Top.of(profile, UNTRIMMED)));
        flat.values().removeIf(value -> value == 0);
        assertThat(flat).isEqualTo(flatByName(profile));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void the_top_of_a_difference_is_the_difference_of_the_tops(
            @ForAll("heaps") Profile base, @ForAll("heaps") Profile target) {
        Map<String, Long> expected = flatByName(target);
        flatByName(base).forEach((name, flat) -> expected.merge(name, -flat, Long::sum));
        expected.values().removeIf(flat -> flat == 0);
        assertThat(flatByName(Profiles.subtract(target, base, Matching.ADDRESS)))
                .isEqualTo(expected);
    }

    /** FoldedWriter knows nothing of trees: the sums of the beginnings of its lines are the nodes. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_flame_graph_has_the_largest_of_all_nodes(
            @ForAll("heaps") Profile profile, @ForAll @IntRange(min = 1, max = 40) int maxNodes) {
        Map<String, Long> all = new HashMap<>(Map.of("root", 0L));
        FoldedWriter.folded(profile, 1).lines().forEach(line -> {
            int space = line.lastIndexOf(' ');
            String[] frames = ("root;" + line.substring(0, space)).split(";");
            for (int depth = 1; depth <= frames.length; depth++) {
                all.merge(
                        String.join(";", Arrays.copyOf(frames, depth)),
                        Long.valueOf(line.substring(space + 1)),
                        Long::sum);
            }
        });
        FlameGraph graph = FlameGraph.of(profile, UNTRIMMED, maxNodes);
        Map<String, Long> drawn = new HashMap<>();
        List<String> paths = new ArrayList<>();
        for (FlameGraph.Node node : graph.nodes()) {
            String name = graph.names().get(node.name()).replace("[program]", "0x400040");
            paths.add(node.parent() < 0 ? name : paths.get(node.parent()) + ";" + name);
            drawn.put(paths.get(paths.size() - 1), node.value());
        }
        assertThat(all).containsAllEntriesOf(drawn);
        assertThat(drawn).hasSize(Math.min(maxNodes, all.size()));
        assertThat(graph.omitted()).isEqualTo(all.size() - drawn.size());
        long smallest = drawn.values().stream().mapToLong(value -> value).min().orElseThrow();
        assertThat(all.entrySet())
                .filteredOn(node -> !drawn.containsKey(node.getKey()))
                .allSatisfy(node -> assertThat(node.getValue()).isLessThanOrEqualTo(smallest));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void trimming_only_leaves_rows_out_and_keeps_cumulative_values(@ForAll("heaps") Profile profile) {
        Map<String, Long> all = cumByName(Top.of(profile, UNTRIMMED));
        Map<String, Long> trimmed = cumByName(
                Top.of(profile, ReportOptions.builder().nodeFraction(0.2).build()));
        assertThat(all).containsAllEntriesOf(trimmed);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void tree_lists_the_rows_of_top_and_each_call_at_both_ends(@ForAll("heaps") Profile profile) {
        Tree tree = Tree.of(profile, UNTRIMMED);
        assertThat(tree.nodes())
                .extracting(Tree.Node::name)
                .containsExactlyElementsOf(Top.of(profile, UNTRIMMED).rows().stream()
                        .map(Top.Row::name)
                        .toList());
        List<String> incoming = tree.nodes().stream()
                .flatMap(n -> n.callers().stream().map(c -> c.name() + " > " + n.name() + " " + c.value()))
                .toList();
        List<String> outgoing = tree.nodes().stream()
                .flatMap(n -> n.callees().stream().map(c -> n.name() + " > " + c.name() + " " + c.value()))
                .toList();
        assertThat(incoming).containsExactlyInAnyOrderElementsOf(outgoing);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void growth_is_the_difference_of_the_totals(@ForAll("heaps") Profile base, @ForAll("heaps") Profile target) {
        DiffReport diff = DiffReport.of(base, target, UNTRIMMED);
        assertThat(diff.growth()).isEqualTo(target.total(1) - base.total(1));
        assertThat(diff.rows().stream().mapToLong(DiffReport.Row::growth).sum()).isEqualTo(diff.growth());
        assertThat(diff.omitted()).isZero();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void every_value_of_a_flame_graph_is_its_own_and_that_of_its_callees(@ForAll("heaps") Profile profile) {
        FlameGraph graph = FlameGraph.of(profile, ReportOptions.DEFAULT, 10_000);
        long[] sums = new long[graph.nodes().size()];
        for (int i = sums.length - 1; i >= 0; i--) {
            FlameGraph.Node node = graph.nodes().get(i);
            assertThat(node.parent()).isLessThan(i);
            assertThat(sums[i] + node.self()).isEqualTo(node.value());
            if (i > 0) {
                sums[node.parent()] += node.value();
            }
        }
        assertThat(graph.omitted()).isZero();
        assertThat(graph.nodes().get(0).value()).isEqualTo(profile.total(1));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_limited_flame_graph_is_the_full_one_without_its_smallest_nodes(@ForAll("heaps") Profile profile) {
        FlameGraph full = FlameGraph.of(profile, ReportOptions.DEFAULT, 10_000);
        FlameGraph limited = FlameGraph.of(profile, ReportOptions.DEFAULT, 5);
        assertThat(limited.nodes()).hasSizeLessThanOrEqualTo(5);
        assertThat(limited.nodes().size() + limited.omitted())
                .isEqualTo(full.nodes().size());
        assertThat(paths(full)).containsAll(paths(limited));
    }

    @Provide
    Arbitrary<Profile> heaps() {
        return AnyHeap.heaps();
    }

    @Provide
    Arbitrary<Profile> differences() {
        return AnyHeap.differences();
    }

    private static List<String> paths(FlameGraph graph) {
        String[] paths = new String[graph.nodes().size()];
        for (int i = 0; i < paths.length; i++) {
            FlameGraph.Node node = graph.nodes().get(i);
            String caller = node.parent() < 0 ? "" : paths[node.parent()];
            paths[i] = caller + "/" + graph.names().get(node.name()) + "=" + node.value();
        }
        return List.of(paths);
    }

    private static Map<String, Long> flatByName(Profile profile) {
        Map<String, Long> flat = new TreeMap<>();
        for (Top.Row row : Top.of(profile, UNTRIMMED).rows()) {
            if (row.flat() != 0) {
                flat.put(row.name(), row.flat());
            }
        }
        return flat;
    }

    private static Map<String, Long> cumByName(Top top) {
        Map<String, Long> cum = new TreeMap<>();
        top.rows().forEach(row -> cum.put(row.name(), row.cum()));
        return cum;
    }
}
