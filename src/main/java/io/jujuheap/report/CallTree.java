// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Saturating;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of one or two profiles as one tree of calls, with only the largest nodes by one sample type. A node is a
 * run of {@link SortedStacks} with the same first names. The largest node is split by the next names of its stacks, then
 * the largest of all remaining ones, and so on. No callee is larger than its caller, so these are the largest nodes of
 * the whole tree. The other nodes are counted but not created. The tree may be limited to the stacks below one frame.
 * Then, of the callers of that frame, only those on its path are created.
 */
final class CallTree {
    /** The bytes of a node, with its entries in a list and in the queue while these grow. */
    private static final long NODE_BYTES = 120;

    /** The bytes of the columns of a stack. */
    private static final long STACK_BYTES = 2 * Integer.BYTES + Long.BYTES;

    /** Up to this number, callees are created without a check of the heap. */
    private static final int FEW = 1024;

    private final SortedStacks sorted;

    /** The names from the root down to the root frame of the tree; empty for the whole tree. */
    private final int[] path;

    /** The stacks with a value: their indices in the order, what they share with the one before, their values. */
    private final int[] indices;

    private final int[] shared;
    private final long[] values;
    private final int count;

    private final List<Node> largest = new ArrayList<>();

    /** The names of the stack that was read last. */
    private int[] names = {};

    private int indexOfNames = -1;

    /**
     * Finds the largest nodes, the first of which is the root.
     *
     * @param type the sample type, counted from 0 among those of the stacks
     * @param path the names from the root down to the root frame of the tree; empty for the whole tree
     */
    CallTree(SortedStacks sorted, int type, int maxNodes, int[] path) {
        this.sorted = sorted;
        this.path = path.clone();
        HeapRoom.require(sorted.count() * STACK_BYTES);
        this.indices = new int[sorted.count()];
        this.shared = new int[sorted.count()];
        this.values = new long[sorted.count()];
        this.count = select(type);
        Node root = new Node(null, 0);
        for (int i = 0; i < count; i++) {
            add(i, root);
        }
        PriorityQueue<Node> smaller = new PriorityQueue<>(CallTree::largestFirst);
        smaller.add(root);
        while (largest.size() < maxNodes && !smaller.isEmpty()) {
            Node node = smaller.remove();
            largest.add(node);
            node.attach();
            smaller.addAll(split(node));
        }
    }

    /** Written out, as it is called a million times: a comparator that is put together costs a short command milliseconds. */
    private static int largestFirst(Node node, Node other) {
        if (node.size != other.size) {
            return node.size > other.size ? -1 : 1;
        }
        return node.firstStack != other.firstStack
                ? Integer.compare(node.firstStack, other.firstStack)
                : Integer.compare(node.depth, other.depth);
    }

    /** Fills the columns. Of stacks that are left out, the fewest shared names remain. */
    private int select(int type) {
        int selected = 0;
        int fewest = 0;
        for (int index = 0; index < sorted.count(); index++) {
            fewest = Math.min(fewest, sorted.shared(index));
            long value = sorted.value(index, type);
            if (value != 0) {
                indices[selected] = index;
                shared[selected] = fewest;
                values[selected] = value;
                selected++;
                fewest = Integer.MAX_VALUE;
            }
        }
        return selected;
    }

    /** A node of the tree. */
    static final class Node {
        private final @Nullable Node caller;
        private final int depth;
        private final int start;
        private int end;
        private int firstStack = Integer.MAX_VALUE;
        private long cum;
        private long self;
        private long cumOfSecond;
        private long selfOfSecond;
        private long size;

        /** Those of its callees that are among the largest nodes, largest first. */
        private List<Node> callees = List.of();

        Node(@Nullable Node caller, int start) {
            this.caller = caller;
            this.depth = caller == null ? 0 : caller.depth + 1;
            this.start = start;
        }

        /** Returns the sum of this node and below it in profile 0 or 1; 0 when there is no such profile. */
        long cum(int side) {
            return side == 0 ? cum : cumOfSecond;
        }

        long self(int side) {
            return side == 0 ? self : selfOfSecond;
        }

        private void add(int side, long value) {
            if (side == 0) {
                cum = Saturating.add(cum, value);
            } else {
                cumOfSecond = Saturating.add(cumOfSecond, value);
            }
            size = Saturating.add(size, Saturating.abs(value));
        }

        private void addSelf(int side, long value) {
            if (side == 0) {
                self = Saturating.add(self, value);
            } else {
                selfOfSecond = Saturating.add(selfOfSecond, value);
            }
        }

        private void attach() {
            if (caller != null) {
                caller.callees = caller.callees.isEmpty() ? new ArrayList<>() : caller.callees;
                caller.callees.add(this);
            }
        }
    }

    /** Receives the nodes. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Receives a node.
         *
         * @param name the number of its name; 0 for the root
         * @param parent the number of the caller in the order of the visits, -1 for the root
         */
        void visit(Node node, int name, int parent);
    }

    /** Visits the largest nodes, each before its callees, siblings largest first. */
    void visitLargest(Visitor visitor) {
        Deque<Node> pending = new ArrayDeque<>(List.of(largest.get(0)));
        int number = 0;
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            visitor.visit(node, node.caller == null ? 0 : name(node), node.caller == null ? -1 : node.caller.end);
            // The range is not needed any more.
            node.end = number++;
            for (int i = node.callees.size() - 1; i >= 0; i--) {
                pending.push(node.callees.get(i));
            }
        }
    }

    /** Returns the number of nodes of the tree besides the largest. */
    int countOthers() {
        int nodes = 1 + path.length;
        boolean within = true;
        for (int i = 0; i < count; i++) {
            within = shared[i] < path.length ? sorted.startsWith(indices[i], path) : within;
            nodes += within ? sorted.length(indices[i]) - Math.max(shared[i], path.length) : 0;
        }
        return nodes - largest.size();
    }

    /** Returns the callees of a node. Stacks that end in it belong to the node itself. */
    private List<Node> split(Node node) {
        int at = node.start;
        while (at < node.end && sorted.length(indices[at]) == node.depth) {
            node.addSelf(sorted.side(indices[at]), values[at]);
            at++;
        }
        List<Node> callees = new ArrayList<>();
        while (at < node.end) {
            if (callees.size() >= FEW && Integer.bitCount(callees.size()) == 1) {
                HeapRoom.require(callees.size() * NODE_BYTES);
            }
            Node callee = new Node(node, at);
            do {
                add(at++, callee);
            } while (at < node.end && shared[at] > node.depth);
            callees.add(callee);
        }
        if (node.depth < path.length) {
            callees.removeIf(callee -> name(callee) != path[node.depth]);
        }
        return callees;
    }

    private void add(int at, Node node) {
        node.add(sorted.side(indices[at]), values[at]);
        node.firstStack = Math.min(node.firstStack, sorted.stack(indices[at]));
        node.end = at + 1;
    }

    /** Returns the number of the name of a node below the root. Calls without a fork are of one stack, which is read once. */
    private int name(Node node) {
        if (indices[node.start] != indexOfNames) {
            indexOfNames = indices[node.start];
            names = sorted.names(indexOfNames);
        }
        return names[node.depth - 1];
    }
}
