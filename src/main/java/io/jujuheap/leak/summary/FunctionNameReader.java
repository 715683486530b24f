// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.io.VarintReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the names of functions, each told by what it does not share with the name before. The summaries of an agent name
 * nearly the same functions in the same order each time, so that most names are those of the summary before, and no
 * string has to be made of them.
 */
final class FunctionNameReader {
    private final List<Told> toldBefore = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    /** How a name was told: after which name, how much of that it shares, and the bytes of the rest. */
    private static final class Told {
        final String after;
        final int shared;
        final byte[] rest;
        final String name;

        Told(String after, int shared, byte[] rest, String name) {
            this.after = after;
            this.shared = shared;
            this.rest = rest;
            this.name = name;
        }
    }

    /**
     * The next name.
     *
     * @param place how many names came before it in this summary
     * @param after the last of them, as this reader answered it; empty for none
     */
    String read(VarintReader in, int place, String after) {
        int shared = in.index();
        Told before = place < toldBefore.size() ? toldBefore.get(place) : null;
        if (before != null && before.shared == shared && isSame(before.after, after) && in.skips(before.rest)) {
            return before.name;
        }
        byte[] rest = in.bytes();
        String name = known(after.substring(0, shared) + VarintReader.text(rest));
        Told told = new Told(after, shared, rest, name);
        if (before != null) {
            toldBefore.set(place, told);
        } else {
            toldBefore.add(told);
        }
        return name;
    }

    /** The one instance of a name, or of whatever else repeats itself. */
    String known(String name) {
        return names.computeIfAbsent(name, key -> key);
    }

    /** All names come from here, where there is one instance of each. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(String name, String other) {
        return name == other;
    }
}
