// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.fuzz;

import java.util.Arrays;

/** What Jazzer runs: it calls the methods by their names. {@code make fuzz} starts it. */
public final class Fuzz {
    private static FuzzTarget target = FuzzTarget.PROTOBUF;

    private Fuzz() {}

    /** @param words the name of the target */
    public static void fuzzerInitialize(String[] words) {
        target = Arrays.stream(FuzzTarget.values())
                .filter(any -> any.word().equals(words[0]))
                .findFirst()
                .orElseThrow();
    }

    /** Is called for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.check(input);
    }
}
