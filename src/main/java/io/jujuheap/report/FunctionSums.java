// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/**
 * What each function holds in the stacks through one node of a call tree: itself, and together with what it calls. A function
 * that calls itself counts once in each stack.
 */
final class FunctionSums {
    private static final int NONE = -1;

    private final CallTree tree;
    private final int profiles;
    private final long[][] flat;
    private final long[][] cum;

    /** For each function, how many of the nodes above the one that is looked at are its own. */
    private final int[] open;

    private FunctionSums(CallTree tree, int names, int profiles) {
        this.tree = tree;
        this.profiles = profiles;
        this.flat = new long[profiles][names];
        this.cum = new long[profiles][names];
        this.open = new int[names];
    }

    /** The sums over the stacks through {@code root}, of functions numbered from 0 as in the tree. */
    static FunctionSums of(CallTree tree, int root, int names, int profiles) {
        FunctionSums sums = new FunctionSums(tree, names, profiles);
        for (int caller = root; caller != CallTree.ROOT; caller = tree.parent(caller)) {
            if (caller != root) {
                sums.enter(caller, root);
            }
        }
        sums.walk(root);
        return sums;
    }

    long flat(int profile, int name) {
        return profile < profiles ? flat[profile][name] : 0;
    }

    long cum(int profile, int name) {
        return profile < profiles ? cum[profile][name] : 0;
    }

    boolean holdsNothing(int name) {
        for (int profile = 0; profile < profiles; profile++) {
            if (flat[profile][name] != 0 || cum[profile][name] != 0) {
                return false;
            }
        }
        return true;
    }

    /** In depth, callers before their callees; a node that is left is pending as its complement. */
    private void walk(int root) {
        int[] firstCallee = new int[tree.count()];
        int[] nextSibling = new int[tree.count()];
        link(firstCallee, nextSibling);
        int[] pending = new int[2 * tree.count() + 1];
        int size = 0;
        pending[size++] = root;
        while (size > 0) {
            int node = pending[--size];
            if (node < 0) {
                open[tree.name(~node)]--;
                continue;
            }
            if (node != CallTree.ROOT) {
                enter(node, node);
                addFlat(node);
                pending[size++] = ~node;
            }
            for (int callee = firstCallee[node]; callee != NONE; callee = nextSibling[callee]) {
                pending[size++] = callee;
            }
        }
    }

    private void link(int[] firstCallee, int[] nextSibling) {
        Arrays.fill(firstCallee, NONE);
        for (int node = tree.count() - 1; node > CallTree.ROOT; node--) {
            int caller = tree.parent(node);
            nextSibling[node] = firstCallee[caller];
            firstCallee[caller] = node;
        }
    }

    /** Counts a call of the function of a node, which holds as much as {@code holder}. */
    private void enter(int node, int holder) {
        int name = tree.name(node);
        if (open[name]++ == 0) {
            for (int profile = 0; profile < profiles; profile++) {
                cum[profile][name] = Saturating.add(cum[profile][name], tree.cum(profile, holder));
            }
        }
    }

    private void addFlat(int node) {
        int name = tree.name(node);
        for (int profile = 0; profile < profiles; profile++) {
            flat[profile][name] = Saturating.add(flat[profile][name], tree.self(profile, node));
        }
    }
}
