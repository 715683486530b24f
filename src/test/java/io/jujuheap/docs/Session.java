// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command of a {@code console} block and what the document says it prints.
 *
 * @param command as typed, several lines where each but the last ends in a backslash
 * @param output the lines; one that is {@code …} stands for any number of lines
 */
record Session(String command, List<String> output) {
    private static final String PROMPT = "$ ";
    private static final String LEFT_OUT = "…";

    /** Figures, with the spaces that align them. */
    private static final Pattern FIGURES = Pattern.compile("[ +-]*\\d[\\d.,:TZ-]*(?:[kKMGT]?i?B|[a-z%]{1,2}\\b)?");

    Session {
        output = List.copyOf(output);
    }

    static List<Session> in(Block block) {
        List<Session> sessions = new ArrayList<>();
        List<String> output = new ArrayList<>();
        String command = "";
        boolean goesOn = false;
        for (String line : block.lines()) {
            if (goesOn) {
                command = command + "\n" + line;
            } else if (line.startsWith(PROMPT)) {
                add(sessions, command, output);
                command = line.substring(PROMPT.length());
            } else {
                output.add(line);
                continue;
            }
            goesOn = line.endsWith("\\");
        }
        add(sessions, command, output);
        return sessions;
    }

    private static void add(List<Session> sessions, String command, List<String> output) {
        if (!command.isEmpty()) {
            sessions.add(new Session(command, output));
        }
        output.clear();
    }

    /** Whether this is what was printed; of a live session the figures do not count. */
    boolean isAnsweredBy(List<String> printed, boolean isLive) {
        return matches(masked(output, isLive), masked(printed, isLive));
    }

    private static List<String> masked(List<String> lines, boolean isLive) {
        return lines.stream()
                .map(line -> isLive ? FIGURES.matcher(line).replaceAll("#") : line)
                .map(String::stripTrailing)
                .toList();
    }

    private static boolean matches(List<String> expected, List<String> printed) {
        int leftOut = expected.indexOf(LEFT_OUT);
        if (leftOut < 0) {
            return expected.equals(printed);
        }
        List<String> head = expected.subList(0, leftOut);
        List<String> tail = expected.subList(leftOut + 1, expected.size());
        if (printed.size() < leftOut || !head.equals(printed.subList(0, leftOut))) {
            return false;
        }
        for (int i = leftOut; i <= printed.size(); i++) {
            if (matches(tail, printed.subList(i, printed.size()))) {
                return true;
            }
        }
        return false;
    }
}
