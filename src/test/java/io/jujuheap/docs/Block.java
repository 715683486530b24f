// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document. Its info string says what it is: {@code console} has commands after {@code $} and what
 * they print, {@code console live} the same with figures that differ from run to run, {@code sh} commands alone. A comment
 * on the line before it names a stand-in: a command to run in place of the block, where the block itself would change the
 * machine or needs what a test machine lacks.
 *
 * @param info the info string
 * @param standIn the command to run instead
 * @param line the number of its fence, from 0
 * @param lines what is in it
 */
record Block(String info, Optional<String> standIn, int line, List<String> lines) {
    static final String FENCE = "```";

    private static final Pattern STAND_IN = Pattern.compile("<!-- stand-in: (.*) -->");

    Block {
        lines = List.copyOf(lines);
    }

    static Block of(String fence, String before, int line, List<String> lines) {
        Matcher standIn = STAND_IN.matcher(before);
        return new Block(
                fence.substring(FENCE.length()).strip(),
                standIn.matches() ? Optional.of(standIn.group(1)) : Optional.empty(),
                line,
                lines);
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

    /** What to give to a shell in place of {@code sh} blocks. */
    String script() {
        return String.join("\n", lines);
    }
}
