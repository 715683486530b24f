// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A summary as {@link SummaryBytes} wrote it, whose checksum is right. A month has thousands of them; a trend needs a few
 * functions of each, leak analysis a few hundred whole summaries. Only the bytes that are needed are read.
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

    /** Returns the sum over all call sites. */
    public Figures total() {
        return total;
    }

    /** Returns the figures of the wanted functions that are among the largest; none when the bytes are invalid. */
    public Map<String, Figures> functions(Predicate<String> wanted) {
        return reader.functions(bytes, wanted);
    }

    /** Returns the ids of its stacks; none when the bytes are invalid. */
    public Set<Long> stackIds() {
        return reader.stackIds(bytes);
    }

    /** Returns the whole summary; empty when the bytes are invalid. */
    public Optional<ProfileSummary> unpacked() {
        return reader.read(name, bytes);
    }
}
