// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.io.VarintReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads front-coded names of functions: each is written as the length of the prefix that it shares with the name
 * before, and the rest. The summaries of an agent name nearly the same functions in the same order each time, so most
 * names are those of the previous summary, and no new string is needed.
 */
final class FunctionNameReader {
    private final List<Told> toldBefore = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    /** A name as it was read: the name before it, the length of the shared prefix, and the bytes of the rest. */
    @SuppressWarnings("ArrayRecordComponent") // its parts are compared one by one
    private record Told(String after, int shared, byte[] rest, String name) {}

    /**
     * Reads the next name.
     *
     * @param place how many names came before it in this summary
     * @param after the last of them, as this reader returned it; empty for none
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

    /** Returns the single instance of a text that is read repeatedly. */
    String known(String name) {
        return names.computeIfAbsent(name, key -> key);
    }

    /** Compares instances: all names come from this reader, which keeps one instance of each. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(String name, String other) {
        return name == other;
    }
}
