// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A summary as {@link SummaryBytes} wrote it, found whole. A month has thousands of them, of which a trend wants a few
 * functions and leak analysis a few hundred summaries: no more of the bytes is read than somebody asks for.
 */
public final class PackedSummary {
    private final SummaryReader reader;
    private final String name;
    private final byte[] bytes;
    private final Figures total;

    PackedSummary(SummaryReader reader, String name, byte[] bytes, Figures total) {
        this.reader = reader;
        this.name = name;
        this.bytes = bytes;
        this.total = total;
    }

    /** The sum over all call sites. */
    public Figures total() {
        return total;
    }

    /** The figures of those functions that are wanted and among the largest; nothing when the bytes make no sense. */
    public Map<String, Figures> functions(Predicate<String> wanted) {
        return reader.functions(bytes, wanted);
    }

    /** The ids of its stacks; none when the bytes make no sense. */
    public Set<Long> stackIds() {
        return reader.stackIds(bytes);
    }

    /** The whole summary; nothing when the bytes make no sense. */
    public Optional<ProfileSummary> unpacked() {
        return reader.read(name, bytes);
    }
}
