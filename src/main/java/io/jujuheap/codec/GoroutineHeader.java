// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a goroutine in a dump, {@code goroutine 7 [chan receive (nil chan), 12 minutes, locked to thread]:}, as
 * {@code goroutineheader} in Go's runtime writes it.
 *
 * @param labels its content as labels of a sample: {@code state}, {@code wait_minutes}, marks such as {@code leaked},
 *     and the profiler labels that the program set
 */
record GoroutineHeader(List<Label> labels) {
    private static final Pattern START = Pattern.compile("goroutine \\d+ .*", Pattern.DOTALL);

    /** Between number and state, traceback level 2 shows addresses of the scheduler's. States may hold parentheses. */
    private static final Pattern LINE = Pattern.compile("goroutine \\d+ (?:\\w+=\\w+ )*\\[(.*)]:");

    private static final Pattern MARK = Pattern.compile("(.+) \\((leaked|durable|scan)\\)");
    private static final Pattern MINUTES = Pattern.compile("(\\d{1,9}) minutes");
    private static final String PROFILER_LABELS = " labels:{";
    private static final String SYNCTEST = "synctest ";
    private static final String LOCKED = "locked to thread";

    GoroutineHeader {
        labels = List.copyOf(labels);
    }

    /** Returns whether a dump may begin with this text. */
    static boolean begins(String text) {
        return START.matcher(text).matches();
    }

    /** Parses the line; null when it is not of that shape. */
    static @Nullable GoroutineHeader parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        String content = matcher.group(1);
        int labelsStart = content.indexOf(PROFILER_LABELS);
        if (labelsStart < 0) {
            return new GoroutineHeader(told(content));
        }
        List<Label> set = GoLabels.parse(content.substring(labelsStart + PROFILER_LABELS.length() - 1));
        if (set == null) {
            return null;
        }
        List<Label> all = told(content.substring(0, labelsStart));
        all.addAll(set);
        return new GoroutineHeader(all);
    }

    /** Returns the runtime's facts as labels. Additions of later Go versions stay in the text of the state. */
    private static List<Label> told(String content) {
        List<Label> labels = new ArrayList<>();
        StringBuilder state = new StringBuilder();
        for (String part : content.split(", ", -1)) {
            Matcher minutes = MINUTES.matcher(part);
            if (minutes.matches()) {
                labels.add(new Label("wait_minutes", "", Long.parseLong(minutes.group(1)), "minutes"));
            } else if (part.equals(LOCKED)) {
                labels.add(text("locked_to_thread", "true"));
            } else if (part.startsWith(SYNCTEST) && part.length() > SYNCTEST.length()) {
                labels.add(text("synctest", part.substring(SYNCTEST.length())));
            } else {
                state.append(state.isEmpty() ? "" : ", ").append(part);
            }
        }
        String bareState = withoutMarks(state.toString(), labels);
        if (!bareState.isEmpty()) {
            labels.add(0, text("state", bareState));
        }
        return labels;
    }

    /** Removes the marks after a state and keeps them as labels, except for {@code scan}, which lasts microseconds. */
    private static String withoutMarks(String state, List<Label> labels) {
        String rest = state;
        for (Matcher mark = MARK.matcher(rest); mark.matches(); mark = MARK.matcher(rest)) {
            if (!mark.group(2).equals("scan")) {
                labels.add(text(mark.group(2), "true"));
            }
            rest = mark.group(1);
        }
        return rest;
    }

    private static Label text(String key, String value) {
        return new Label(key, value, 0, "");
    }
}
