// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.Tree;
import java.util.List;

/** JSON: the functions of a profile with their callers and callees. */
record TreeView(CaptureView capture, SampleTypeView sampleType, List<String> filters, long total, List<Node> nodes) {

    /** JSON: a function. */
    record Node(String function, long flat, long cum, List<Call> callers, List<Call> callees) {}

    /** JSON: a call from or to a function. */
    record Call(String function, long value, boolean inline) {}

    static TreeView of(Tree tree) {
        return new TreeView(
                CaptureView.of(tree.legend()),
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
