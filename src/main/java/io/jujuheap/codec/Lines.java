// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Line;
import java.util.ArrayList;
import java.util.List;

/** The lines of a location while they are gathered: nearly always one, for which no growing list is needed. */
final class Lines {
    private Lines() {}

    /** {@code lines} and {@code line} after them. What was passed in must not be used any more. */
    static List<Line> with(List<Line> lines, Line line) {
        if (lines.isEmpty()) {
            return List.of(line);
        }
        List<Line> more = lines instanceof ArrayList<Line> list ? list : new ArrayList<>(lines);
        more.add(line);
        return more;
    }
}
