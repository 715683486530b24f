// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.Optional;

/**
 * A figure of ours beside the peer's.
 *
 * @param what what was done, to what
 * @param unit of both figures, such as {@code ms}; less is better
 * @param ours our median
 * @param peer the peer's median of the same, NaN where there is no peer
 * @param budget what the design asks for, empty when nothing
 */
record Row(String what, String unit, double ours, double peer, Optional<Budget> budget) {

    Row(String what, String unit, double ours, double peer, Budget budget) {
        this(what, unit, ours, peer, Optional.of(budget));
    }

    /** Ours to the peer's: below 1 is better than the peer. NaN without a peer. */
    double ratio() {
        return ours / peer;
    }

    /** {@code met}, {@code missed}, or empty when the design asks for nothing. */
    String verdict() {
        return budget.map(limit -> limit.isMet(this) ? "met" : "missed").orElse("");
    }
}
