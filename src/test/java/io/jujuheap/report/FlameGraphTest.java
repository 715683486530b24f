// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
    private static final Profile BASE =
            HandMade.bytes().sample(10, "a", "main").sample(30, "gone", "main").build();
    private static final Profile TARGET = HandMade.bytes()
            .sample(50, "a", "main")
            .sample(5, "main")
            .sample(7, "b", "a", "main")
            .build();

    @Test
    void is_a_tree_of_calls_with_the_largest_first() {
        FlameGraph graph = FlameGraph.of(TARGET, ReportOptions.DEFAULT, 100);
        assertThat(graph.names()).containsExactly("root", "main", "a", "b");
        assertThat(graph.nodes())
                .containsExactly(
                        new FlameGraph.Node(-1, 0, 62, 0, 0, 0),
                        new FlameGraph.Node(0, 1, 62, 5, 0, 0),
                        new FlameGraph.Node(1, 2, 57, 50, 0, 0),
                        new FlameGraph.Node(2, 3, 7, 7, 0, 0));
        assertThat(graph.legend().total()).isEqualTo(62);
        assertThat(graph.differential()).isFalse();
    }

    @Test
    void a_differential_graph_has_what_was_and_what_is() {
        FlameGraph graph = FlameGraph.difference(BASE, TARGET, ReportOptions.DEFAULT, 100);
        assertThat(graph.differential()).isTrue();
        assertThat(node(graph, "main")).isEqualTo(new FlameGraph.Node(0, 1, 62, 5, 40, 0));
        assertThat(node(graph, "a")).matches(n -> n.value() == 57 && n.base() == 10 && n.baseSelf() == 10);
        assertThat(node(graph, "gone")).matches(n -> n.value() == 0 && n.base() == 30);
    }

    @Test
    void a_recursive_call_is_a_node_of_its_own() {
        Profile profile = HandMade.bytes().sample(1, "f", "f", "f").build();
        assertThat(FlameGraph.of(profile, ReportOptions.DEFAULT, 100).nodes()).hasSize(4);
    }

    @Test
    void keeps_to_its_limit() {
        FlameGraph graph = FlameGraph.of(TARGET, ReportOptions.DEFAULT, 2);
        assertThat(graph.nodes()).hasSize(2);
        assertThat(graph.omitted()).isEqualTo(2);
        assertThatThrownBy(() -> FlameGraph.of(TARGET, ReportOptions.DEFAULT, 0))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void of_nothing_has_a_root_only() {
        FlameGraph graph = FlameGraph.of(HandMade.bytes().build(), ReportOptions.DEFAULT, 100);
        assertThat(graph.nodes()).isEqualTo(List.of(new FlameGraph.Node(-1, 0, 0, 0, 0, 0)));
    }

    @Test
    void shows_sums_where_means_were_asked_for() {
        Profile profile = HandMade.objectsAndBytes()
                .sample(new long[] {4, 100}, List.of(), "f")
                .build();
        FlameGraph graph =
                FlameGraph.of(profile, ReportOptions.builder().mean(true).build(), 100);
        assertThat(graph.nodes().get(0).value()).isEqualTo(100);
        assertThat(graph.legend().sampleType()).isEqualTo("inuse_space");
    }

    @Test
    void handles_deep_and_wide_profiles() {
        HandMade profile = HandMade.bytes();
        String[] deep = new String[1000];
        java.util.Arrays.setAll(deep, i -> "f" + i);
        profile.sample(1, deep);
        for (int i = 0; i < 5000; i++) {
            profile.sample(1, "leaf" + i, "wide");
        }
        FlameGraph graph = FlameGraph.of(profile.build(), ReportOptions.DEFAULT, 10_000);
        assertThat(graph.nodes()).hasSize(1 + 1000 + 1 + 5000);
    }

    @Test
    void the_sums_of_functions_have_what_is_too_small_to_be_drawn() {
        FlameGraph graph = FlameGraph.of(TARGET, ReportOptions.DEFAULT, 2);
        assertThat(sums(graph)).containsExactlyInAnyOrder("main 5 62", "a 50 57", "b 7 7");
        FlameGraph difference = FlameGraph.difference(BASE, TARGET, ReportOptions.DEFAULT, 1);
        assertThat(difference.functions())
                .filteredOn(function -> difference.names().get(function.name()).equals("a"))
                .singleElement()
                .matches(a -> a.flat() == 50 && a.cum() == 57 && a.baseFlat() == 10 && a.baseCum() == 10);
    }

    @Test
    void a_frame_is_found_by_its_key_and_shown_with_its_callers_and_all_below() {
        Profile profile = HandMade.bytes()
                .sample(1, "leaf", "a", "main")
                .sample(2, "leaf", "b", "main")
                .sample(4, "b", "b", "main")
                .build();
        FlameGraph graph =
                FlameGraph.of(profile, ReportOptions.DEFAULT, 100, new FlameGraph.Look(key("root", "main", "b"), ""));
        assertThat(graph.names()).containsExactly("root", "main", "b", "leaf");
        assertThat(graph.root()).isEqualTo(2);
        assertThat(graph.nodes())
                .containsExactly(
                        new FlameGraph.Node(-1, 0, 7, 0, 0, 0),
                        new FlameGraph.Node(0, 1, 7, 0, 0, 0),
                        new FlameGraph.Node(1, 2, 6, 0, 0, 0),
                        new FlameGraph.Node(2, 2, 4, 4, 0, 0),
                        new FlameGraph.Node(2, 3, 2, 2, 0, 0));
        assertThat(sums(graph)).containsExactlyInAnyOrder("main 0 6", "b 4 6", "leaf 2 2");
        assertThat(graph.omitted()).isZero();
        assertThat(FlameGraph.of(profile, ReportOptions.DEFAULT, 3, new FlameGraph.Look(key("root", "main", "b"), ""))
                        .omitted())
                .isEqualTo(2);
        assertThat(FlameGraph.of(profile, ReportOptions.DEFAULT, 100, new FlameGraph.Look("0", ""))
                        .root())
                .isZero();
    }

    /** As FNV-1a is published, over single-byte names. */
    private static String key(String... names) {
        long hash = 0x811c9dc5L;
        for (byte unit : (String.join(";", names) + ";").getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
            hash = ((hash ^ unit) * 0x01000193L) & 0xffffffffL;
        }
        return Long.toHexString(hash);
    }

    @Test
    void a_search_counts_each_stack_once_in_any_case_and_takes_a_broken_expression_as_text() {
        assertThat(matched("A")).isEqualTo(57 + 5); // "main" holds an a, and is above all
        assertThat(matched("^[ab]$")).isEqualTo(57);
        assertThat(matched("(")).isZero();
        assertThat(FlameGraph.of(TARGET, ReportOptions.DEFAULT, 1).matched()).isEmpty();
    }

    private static long matched(String search) {
        return FlameGraph.of(TARGET, ReportOptions.DEFAULT, 1, new FlameGraph.Look("", search))
                .matched()
                .orElseThrow()
                .value();
    }

    private static List<String> sums(FlameGraph graph) {
        return graph.functions().stream()
                .map(row -> graph.names().get(row.name()) + " " + row.flat() + " " + row.cum())
                .toList();
    }

    private static FlameGraph.Node node(FlameGraph graph, String name) {
        int number = graph.names().indexOf(name);
        return graph.nodes().stream()
                .filter(n -> n.name() == number)
                .findFirst()
                .orElseThrow();
    }
}
