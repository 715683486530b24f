// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Marks that distinguish the processes of an agent. An unknown mark matches any.
 *
 * @param segment the number of the run of the agent, as counted in a store
 * @param pid the id of the process
 * @param started when it started
 */
public record ProcessMarks(OptionalLong segment, OptionalLong pid, Optional<Instant> started) {
    /** The marks of an unknown process. */
    public static final ProcessMarks UNKNOWN =
            new ProcessMarks(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /** Start times are rounded where they are reported. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private static final String SEPARATOR = "/";

    public ProcessMarks {
        requireNonNull(segment, "segment is null");
        requireNonNull(pid, "pid is null");
        requireNonNull(started, "started is null");
    }

    /** Returns these marks in a store's segment of that number. */
    public ProcessMarks inSegment(long number) {
        return new ProcessMarks(OptionalLong.of(number), pid, started);
    }

    /** Returns these marks, and those of an earlier snapshot of the process where these are unknown. */
    public ProcessMarks or(ProcessMarks earlier) {
        return new ProcessMarks(
                segment.isPresent() ? segment : earlier.segment,
                pid.isPresent() ? pid : earlier.pid,
                started.or(() -> earlier.started));
    }

    /** Tells whether a mark that is known of both differs. */
    boolean contradict(ProcessMarks other) {
        return differ(segment, other.segment) || differ(pid, other.pid) || differ(started, other.started);
    }

    private static boolean differ(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent() && a.getAsLong() != b.getAsLong();
    }

    private static boolean differ(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent()
                && b.isPresent()
                && Duration.between(a.get(), b.get()).abs().compareTo(SAME_START) > 0;
    }

    /** Returns {@code segment/started/pid}, with an empty part for each unknown mark; empty when none is known. */
    String text() {
        if (equals(UNKNOWN)) {
            return "";
        }
        return number(segment) + SEPARATOR + started.map(Instant::toString).orElse("") + SEPARATOR + number(pid);
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "";
    }

    /**
     * Parses the result of {@link #text}. Earlier summaries have no pid, and 1970 for an unknown start.
     *
     * @throws RuntimeException when it is anything else
     */
    static ProcessMarks parse(String text) {
        if (text.isEmpty()) {
            return UNKNOWN;
        }
        String[] marks = text.split(SEPARATOR, -1);
        Optional<Instant> started = marks[1].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(marks[1]));
        return new ProcessMarks(
                number(marks[0]),
                marks.length < 3 ? OptionalLong.empty() : number(marks[2]),
                started.filter(time -> time.isAfter(Instant.EPOCH)));
    }

    private static OptionalLong number(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
