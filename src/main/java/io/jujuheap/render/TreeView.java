// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.Tree;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the functions of a profile, or of its growth over a base, with their callers and callees.
 *
 * @param base absent without a comparison, as is {@code restarts}, and when a command line named the base
 * @param restarts when the agent restarted between the two
 */
public record TreeView(
        CaptureView capture,
        @Nullable CaptureView base,
        @Nullable List<String> restarts,
        SampleTypeView sampleType,
        List<String> filters,
        long total,
        List<Node> nodes) {

    /** JSON: a function. */
    public record Node(String function, long flat, long cum, List<Call> callers, List<Call> callees) {}

    /** JSON: a call from or to a function. */
    public record Call(String function, long value, boolean inline) {}

    /** Returns the view of a profile with facts that may not be in the profile itself. */
    public static TreeView of(CaptureView capture, Tree tree) {
        return view(capture, null, null, tree);
    }

    /** Returns the view of growth over a base; {@code restarts} are the restarts of the agent in between. */
    public static TreeView of(CaptureView capture, CaptureView base, List<Instant> restarts, Tree growth) {
        return view(capture, base, restarts.stream().map(Instant::toString).toList(), growth);
    }

    private static TreeView view(
            CaptureView capture, @Nullable CaptureView base, @Nullable List<String> restarts, Tree tree) {
        return new TreeView(
                capture,
                base,
                restarts,
                SampleTypeView.of(tree.legend()),
                tree.legend().activeFilters(),
                tree.legend().total(),
                tree.nodes().stream().map(TreeView::node).toList());
    }

    private static Node node(Tree.Node node) {
        return new Node(node.name(), node.flat(), node.cum(), calls(node.callers()), calls(node.callees()));
    }

    private static List<Call> calls(List<Tree.Call> calls) {
        return calls.stream()
                .map(call -> new Call(call.name(), call.value(), call.inline()))
                .toList();
    }
}
