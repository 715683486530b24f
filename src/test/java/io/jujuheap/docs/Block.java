// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import java.util.List;
import java.util.Set;

/**
 * A fenced block of a document. Its info string says what it is: {@code console} has commands after {@code $} and what
 * they print, {@code console live} the same with figures that differ from run to run, {@code sh} commands alone. What is
 * not typed is {@code yaml} or {@code alloy} for the configuration of others, or {@code text}.
 *
 * @param info the info string
 * @param line the number of its fence, from 0
 * @param lines what is in it
 */
record Block(String info, int line, List<String> lines) {
    static final String FENCE = "```";

    private static final Set<String> KINDS = Set.of("console", "console live", "sh", "yaml", "alloy", "text");

    Block {
        lines = List.copyOf(lines);
    }

    static Block of(String fence, int line, List<String> lines) {
        return new Block(fence.substring(FENCE.length()).strip(), line, lines);
    }

    /** Whether it is of a kind that somebody looks after; one of another kind would rot unseen. */
    boolean isOfKnownKind() {
        return KINDS.contains(info);
    }

    boolean isToRun() {
        return isSession() || info.equals("sh");
    }

    boolean isSession() {
        return info.equals("console") || isLive();
    }

    /** Whether figures may differ from those printed. */
    boolean isLive() {
        return info.equals("console live");
    }

    /** Its lines as one text, such as a shell takes. */
    String text() {
        return String.join("\n", lines);
    }
}
