// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.util.Locale;

/** Why a snapshot was taken. */
public enum Trigger {
    /** The collector's interval. */
    TIMER,
    /** A person or a program asked for it over HTTP. */
    MANUAL,
    /** A Juju action asked for it. */
    ACTION,
    /** Not recorded: the facts beside the capture are lost, or a newer version wrote them. */
    UNKNOWN;

    /** The trigger in lower case, as in file and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Trigger ofWord(String word) {
        for (Trigger trigger : values()) {
            if (trigger.word().equals(word)) {
                return trigger;
            }
        }
        return UNKNOWN;
    }
}
