// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.memory.LiveHeap;
import io.jujuheap.memory.PartSizes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures that are stored with a heap profile, as one line such as
 * {@code resident=63963136 live_heap=20479332 goroutines=412}. A reader ignores words that it does not know, so that
 * versions can be mixed.
 *
 * @param memory the parts of resident memory; empty when they are not known
 * @param goroutines the number of goroutines; empty when unknown
 */
public record KeptFigures(Optional<PartSizes> memory, OptionalLong goroutines) {
    private static final Pattern GOROUTINES = Pattern.compile("(?:^| )goroutines=(\\d{1,18})(?: |$)");

    /**
     * Returns the figures of an agent at the moment of its heap profile.
     *
     * @param live the live heap by that profile
     */
    public static KeptFigures of(Vitals vitals, LiveHeap live) {
        return new KeptFigures(
                vitals.memory().map(figures -> PartSizes.of(figures.parts(Optional.of(live)))), vitals.goroutines());
    }

    /** Reads what {@link #text} wrote. */
    static KeptFigures parse(String text) {
        Matcher goroutines = GOROUTINES.matcher(text);
        return new KeptFigures(
                PartSizes.parse(text),
                goroutines.find() ? OptionalLong.of(Long.parseLong(goroutines.group(1))) : OptionalLong.empty());
    }

    /** Returns the figures as one line; empty when there are none. */
    public String text() {
        String parts = memory.map(PartSizes::text).orElse("");
        return goroutines.isPresent()
                ? parts + (parts.isEmpty() ? "" : " ") + "goroutines=" + goroutines.getAsLong()
                : parts;
    }
}
