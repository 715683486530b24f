// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

/**
 * A source line of a function.
 *
 * @param function the function the line belongs to
 * @param line the line number, 0 when unknown
 * @param column the column number, 0 when unknown
 */
public record Line(Function function, long line, long column) {
    public Line {
        requireNonNull(function, "function is null");
    }
}
