// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A place in the program: one address, and the source lines that were compiled into it.
 *
 * @param mapping the binary it lies in, {@link Mapping#NONE} when unknown
 * @param address the instruction address, 0 when unknown
 * @param lines innermost first: all but the last were inlined into the next; empty when not symbolised
 * @param folded whether identical code of other functions was folded into this address
 */
public record Location(Mapping mapping, long address, List<Line> lines, boolean folded) {
    public Location {
        requireNonNull(mapping, "mapping is null");
        lines = List.copyOf(lines);
    }

    /** Returns this location with other source lines. */
    public Location withLines(List<Line> others) {
        return new Location(mapping, address, others, folded);
    }
}
