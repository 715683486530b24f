// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Comparator;

/** Calls with the largest values first, whatever the sign; then by the names of caller and callee. */
final class EdgeOrder implements Comparator<Integer> {
    private final Edges edges;
    private final NodeNames names;

    EdgeOrder(Edges edges, NodeNames names) {
        this.edges = edges;
        this.names = names;
    }

    @Override
    public int compare(Integer one, Integer other) {
        int bySize = Long.compare(Saturating.abs(edges.weight(other)), Saturating.abs(edges.weight(one)));
        if (bySize != 0) {
            return bySize;
        }
        int byCaller = names.of(edges.caller(one)).compareTo(names.of(edges.caller(other)));
        return byCaller != 0 ? byCaller : names.of(edges.callee(one)).compareTo(names.of(edges.callee(other)));
    }
}
