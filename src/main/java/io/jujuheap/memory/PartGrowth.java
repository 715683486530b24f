// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The size of a part at two moments, in bytes.
 *
 * @param before its size at the earlier moment
 * @param after its size at the later moment
 */
public record PartGrowth(MemoryPart part, long before, long after) {
    public PartGrowth {
        requireNonNull(part, "part is null");
    }

    /** Returns the growth of each part that is known of both moments, in the order of the parts. */
    public static List<PartGrowth> between(PartSizes before, PartSizes after) {
        List<PartGrowth> growths = new ArrayList<>();
        for (MemoryPart part : MemoryPart.values()) {
            OptionalLong from = before.bytes(part);
            OptionalLong to = after.bytes(part);
            if (from.isPresent() && to.isPresent()) {
                growths.add(new PartGrowth(part, from.getAsLong(), to.getAsLong()));
            }
        }
        return growths;
    }

    /** Returns the growth of the part; negative when it shrank. */
    public long growth() {
        return after - before;
    }
}
