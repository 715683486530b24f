// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.List;
import java.util.Optional;

/**
 * A figure of ours beside the peer's.
 *
 * @param what what was done, to what
 * @param unit of both figures, such as {@code ms}; less is better
 * @param ours our median
 * @param peer the peer's median of the same, NaN where there is no peer
 * @param ratio ours to the peer's: below 1 is better than the peer; NaN without a peer
 * @param budget what the design asks for, empty when nothing
 */
record Row(String what, String unit, double ours, double peer, double ratio, Optional<Budget> budget) {

    Row(String what, String unit, double ours, double peer, Optional<Budget> budget) {
        this(what, unit, ours, peer, ours / peer, budget);
    }

    Row(String what, String unit, double ours, double peer, Budget budget) {
        this(what, unit, ours, peer, Optional.of(budget));
    }

    /** The same row of several runs as one: the median of each figure and of the ratios. */
    static Row median(List<Row> runs) {
        Row first = runs.get(0);
        return new Row(
                first.what(),
                first.unit(),
                Median.of(runs, Row::ours),
                Median.of(runs, Row::peer),
                Median.of(runs, Row::ratio),
                first.budget());
    }

    /** {@code met}, {@code missed}, or empty when the design asks for nothing. */
    String verdict() {
        return budget.map(limit -> limit.isMet(this) ? "met" : "missed").orElse("");
    }
}
