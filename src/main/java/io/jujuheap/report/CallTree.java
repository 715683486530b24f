// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Saturating;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of one or two profiles as one tree of calls, with only the largest nodes. A node is a range of stacks with
 * the same start. The largest node is split by the next names of its stacks, then the largest of all remaining ones,
 * and so on. No callee is larger than its caller, so these are the largest nodes of the whole tree. The other nodes are
 * counted but not created. The tree may be limited to the stacks below one frame. Then, of the callers of that frame,
 * only those on its path are created.
 */
final class CallTree {
    private static final Comparator<Node> LARGEST_FIRST = Comparator.comparingLong((Node node) -> -node.size)
            .thenComparingInt(node -> node.firstStack)
            .thenComparingInt(node -> node.depth);

    /** The bytes of a node, with its entries in a list and in the queue while these grow. */
    private static final long NODE_BYTES = 120;

    /** The bytes of the columns of a stack. */
    private static final long STACK_BYTES = 2 * Integer.BYTES;

    /** Up to this number, callees are created without a check of the heap. */
    private static final int FEW = 1024;

    private final List<NamedStacks> sides;

    /** The names from the root down to the root frame of the tree; empty for the whole tree. */
    private final int[] path;

    /** The number of the first stack of the second side; its stacks are numbered after those of the first. */
    private final int secondStart;

    /** The numbers of all stacks; those of a node are next to one another, in their order. */
    private final int[] stacks;

    private final int[] sorted;

    /** The index of the callee of a name among those of the node that is split, or -1. */
    private final int[] placeOfName;

    private final PriorityQueue<Node> smaller = new PriorityQueue<>(LARGEST_FIRST);
    private final List<Node> largest = new ArrayList<>();

    /**
     * Finds the largest nodes, the first of which is the root.
     *
     * @param sides one or two profiles
     * @param names how many names their stacks have, the name of the root included, which is 0
     * @param path the names from the root down to the root frame of the tree, without the root's; empty for the whole
     *     tree
     */
    CallTree(List<NamedStacks> sides, int names, int maxNodes, int[] path) {
        this.sides = List.copyOf(sides);
        this.path = path.clone();
        this.secondStart = sides.get(0).count();
        int count = sides.stream().mapToInt(NamedStacks::count).sum();
        HeapRoom.require(count * STACK_BYTES);
        this.stacks = new int[count];
        Arrays.setAll(stacks, stack -> stack);
        this.sorted = new int[stacks.length];
        this.placeOfName = new int[names];
        Arrays.fill(placeOfName, -1);
        Node root = new Node(null, 0, 0, stacks.length);
        for (int stack : stacks) {
            root.add(sideOf(stack), valueOf(stack));
        }
        smaller.add(root);
        while (largest.size() < maxNodes && !smaller.isEmpty()) {
            Node node = smaller.remove();
            largest.add(node);
            node.attach();
            smaller.addAll(split(node));
        }
    }

    /** A node of the tree. */
    static final class Node {
        private final @Nullable Node caller;
        private final int name;
        private final int depth;
        private final int firstStack;
        private int start;
        private int end;
        private long cum;
        private long self;
        private long cumOfSecond;
        private long selfOfSecond;
        private long size;

        /** Those of its callees that are among the largest nodes, largest first. */
        private List<Node> callees = List.of();

        Node(@Nullable Node caller, int name, int firstStack, int end) {
            this.caller = caller;
            this.name = name;
            this.depth = caller == null ? 0 : caller.depth + 1;
            this.firstStack = firstStack;
            this.end = end;
        }

        int name() {
            return name;
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
         * @param parent the number of the caller in the order of the visits, -1 for the root
         */
        void visit(Node node, int parent);
    }

    /** Visits the largest nodes, each before its callees, siblings largest first. */
    void visitLargest(Visitor visitor) {
        Deque<Node> pending = new ArrayDeque<>(List.of(largest.get(0)));
        int number = 0;
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            visitor.visit(node, node.caller == null ? -1 : node.caller.end);
            // The range is not needed any more.
            node.end = number++;
            for (int i = node.callees.size() - 1; i >= 0; i--) {
                pending.push(node.callees.get(i));
            }
        }
    }

    /** Returns the number of nodes of the tree besides the largest. Reads all stacks to their ends. */
    int countOthers() {
        int count = 0;
        BitSet alone = new BitSet(stacks.length);
        Deque<Node> pending = new ArrayDeque<>(smaller);
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            count++;
            if (node.end - node.start == 1) {
                alone.set(stacks[node.start]);
            } else {
                pending.addAll(split(node));
            }
        }
        // In the order in memory, because there may be millions of names.
        return count + alone.stream().map(this::remaining).sum();
    }

    /** Splits a node into its callees by reading one name of each of its stacks. Stacks that end here belong to the node. */
    private List<Node> split(Node node) {
        List<Node> callees = new ArrayList<>();
        for (int i = node.start; i < node.end; i++) {
            int stack = stacks[i];
            if (hasNext(stack)) {
                sorted[i] = next(stack);
                calleeOf(sorted[i], stack, node, callees).end++;
            } else {
                sorted[i] = -1;
                node.addSelf(sideOf(stack), valueOf(stack));
            }
        }
        arrange(node, callees);
        callees.forEach(callee -> placeOfName[callee.name] = -1);
        if (node.depth < path.length) {
            callees.removeIf(callee -> callee.name != path[node.depth]);
        }
        return callees;
    }

    private Node calleeOf(int name, int stack, Node caller, List<Node> callees) {
        if (placeOfName[name] < 0) {
            if (callees.size() >= FEW && Integer.bitCount(callees.size()) == 1) {
                HeapRoom.require(callees.size() * NODE_BYTES);
            }
            placeOfName[name] = callees.size();
            callees.add(new Node(caller, name, stack, 0));
        }
        Node callee = callees.get(placeOfName[name]);
        callee.add(sideOf(stack), valueOf(stack));
        return callee;
    }

    /** Sorts the stacks by callee; {@code end} of a callee is the number of its stacks. */
    private void arrange(Node node, List<Node> callees) {
        int at = node.start;
        for (Node callee : callees) {
            int count = callee.end;
            callee.start = at;
            callee.end = at;
            at += count;
        }
        int[] range = Arrays.copyOfRange(stacks, node.start, node.end);
        for (int i = 0; i < range.length; i++) {
            int name = sorted[node.start + i];
            if (name >= 0) {
                stacks[callees.get(placeOfName[name]).end++] = range[i];
            }
        }
    }

    private int sideOf(int stack) {
        return stack < secondStart ? 0 : 1;
    }

    private int numberIn(int side, int stack) {
        return side == 0 ? stack : stack - secondStart;
    }

    private long valueOf(int stack) {
        int side = sideOf(stack);
        return sides.get(side).value(numberIn(side, stack));
    }

    private boolean hasNext(int stack) {
        int side = sideOf(stack);
        return sides.get(side).hasNext(numberIn(side, stack));
    }

    private int next(int stack) {
        int side = sideOf(stack);
        return sides.get(side).next(numberIn(side, stack));
    }

    private int remaining(int stack) {
        int side = sideOf(stack);
        return sides.get(side).remaining(numberIn(side, stack));
    }
}
