// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The {@code # runtime.MemStats} trailer of a Go text heap profile, of any Go version: every key as written and in
 * order, with a typed value. Unlike the samples these numbers are exact, not sampled.
 *
 * @param values key to value, in the order of the text; sizes in bytes, {@code LastGC} in nanoseconds since the epoch
 */
public record MemStats(Map<String, Value> values) {

    public MemStats {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A value of the trailer. */
    public sealed interface Value permits Int, Decimal, Bool, Pair, Series, Text {}

    /** A whole number, such as {@code HeapAlloc}. */
    public record Int(long value) implements Value {}

    /** A decimal number, such as {@code GCCPUFraction}. */
    public record Decimal(double value) implements Value {}

    /** A truth value, such as {@code DebugGC}. */
    public record Bool(boolean value) implements Value {}

    /** A pair, such as {@code Stack = inuse / sys}. */
    public record Pair(long inuse, long sys) implements Value {}

    /** A ring of numbers, such as {@code PauseNs}. */
    public record Series(List<Long> values) implements Value {
        public Series {
            values = List.copyOf(values);
        }
    }

    /** Any other value, as a future Go may write. */
    public record Text(String value) implements Value {
        public Text {
            requireNonNull(value, "value is null");
        }
    }

    /** Returns the whole number under {@code key}, when the trailer has one. */
    public OptionalLong number(String key) {
        return values.get(key) instanceof Int i ? OptionalLong.of(i.value()) : OptionalLong.empty();
    }

    /** Returns the number of completed garbage collections, which dates the in-use figures. */
    public OptionalLong numGc() {
        return number("NumGC");
    }
}
