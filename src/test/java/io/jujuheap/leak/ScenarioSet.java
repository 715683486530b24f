// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.Arrays;

/** What part a scenario had in the making of the verdicts. */
public enum ScenarioSet {
    /** Limits were tuned on it. */
    TUNED("tuned", "tuned on"),
    /** It was held out of a tuning, and has been looked at since. */
    HELD_OUT("held-out", "held out at first, looked at since"),
    /** It was written after all that, and nothing was tuned on it before its first run. */
    FRESH("fresh", "fresh");

    private final String word;
    private final String title;

    ScenarioSet(String word, String title) {
        this.word = word;
        this.title = title;
    }

    public String title() {
        return title;
    }

    static ScenarioSet of(String word) {
        return Arrays.stream(values())
                .filter(set -> set.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no set of scenarios: " + word));
    }
}
