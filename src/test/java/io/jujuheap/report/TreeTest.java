// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final Profile PROFILE = HandMade.bytes()
            .sample(60, "leaf", "left", "main")
            .sample(40, "leaf", "right", "main")
            .sample(900, "other", "main")
            .build();

    @Test
    void lists_callers_and_callees_largest_first() {
        Tree.Node leaf =
                Tree.peek(PROFILE, ReportOptions.DEFAULT, "^leaf$").nodes().get(0);
        assertThat(leaf.callers())
                .extracting(Tree.Call::name, Tree.Call::value)
                .containsExactly(tuple("left", 60L), tuple("right", 40L));
        assertThat(leaf.callees()).isEmpty();
    }

    @Test
    void a_call_over_dropped_nodes_is_a_call() {
        Tree tree = Tree.of(PROFILE, ReportOptions.builder().nodeFraction(0.1).build());
        assertThat(node(tree, "main").callees()).extracting(Tree.Call::name).containsExactlyInAnyOrder("other", "leaf");
    }

    @Test
    void leaves_out_calls_below_a_fraction() {
        ReportOptions options =
                ReportOptions.builder().nodeFraction(0).edgeFraction(0.05).build();
        assertThat(node(Tree.of(PROFILE, options), "leaf").callers())
                .extracting(Tree.Call::name)
                .containsExactly("left");
    }

    @Test
    void a_recursive_call_of_itself_is_no_call() {
        Profile profile = HandMade.bytes().sample(1, "f", "f", "f").build();
        Tree.Node node = Tree.of(profile, ReportOptions.DEFAULT).nodes().get(0);
        assertThat(node.callers()).isEmpty();
        assertThat(node.callees()).isEmpty();
    }

    @Test
    void a_peek_at_nothing_says_so() {
        assertThat(Tree.peek(PROFILE, ReportOptions.DEFAULT, "nowhere").nodes()).isEmpty();
    }

    @Test
    void a_peek_shows_what_is_too_small_for_a_tree() {
        Profile profile =
                HandMade.bytes().sample(1, "tiny").sample(1 << 20, "big").build();
        assertThat(Tree.peek(profile, ReportOptions.DEFAULT, "tiny").nodes()).hasSize(1);
    }

    @Test
    void handles_thousands_of_calls() {
        HandMade many = HandMade.bytes();
        for (int i = 0; i < 3000; i++) {
            many.sample(1, "leaf" + i, "caller" + i % 50);
        }
        Tree tree = Tree.of(many.build(), ReportOptions.builder().trim(false).build());
        assertThat(tree.nodes()).hasSize(3050);
        assertThat(tree.nodes().stream().mapToInt(node -> node.callees().size()).sum())
                .isEqualTo(3000);
    }

    private static Tree.Node node(Tree tree, String name) {
        return tree.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
