// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The name of one snapshot, such as {@code machine-0/20261122T160211Z-000}. Its text has a fixed width after the agent,
 * so that the order of names is the order of time.
 *
 * @param agent the agent's tag
 * @param second when the snapshot was taken, whole seconds
 * @param sequence distinguishes snapshots of the same second, 0 to {@link #MAX_SEQUENCE}
 */
public record SnapshotId(String agent, Instant second, int sequence) implements Comparable<SnapshotId> {
    /** The highest sequence number: three digits. */
    public static final int MAX_SEQUENCE = 999;

    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern NAME =
            Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z-([0-9]{3})");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Comparator<SnapshotId> ORDER = Comparator.comparing(SnapshotId::agent)
            .thenComparing(SnapshotId::second)
            .thenComparingInt(SnapshotId::sequence);

    public SnapshotId {
        if (!isAgent(agent)) {
            throw new IllegalArgumentException("an agent tag is 1 to 100 letters, digits, '-' and '_'");
        }
        second = requireNonNull(second, "second is null").truncatedTo(ChronoUnit.SECONDS);
        if (second.isBefore(FIRST) || second.isAfter(LAST)) {
            throw new IllegalArgumentException("a snapshot is taken between the years 0 and 9999, not at " + second);
        }
        if (sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("a sequence number is 0 to " + MAX_SEQUENCE + ", not " + sequence);
        }
    }

    // Written out because each start puts all ids into sets and maps: a record's own methods generate fifteen classes
    // when they are first called.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SnapshotId that
                && sequence == that.sequence
                && second.equals(that.second)
                && agent.equals(that.agent);
    }

    @Override
    public int hashCode() {
        return (agent.hashCode() * 31 + second.hashCode()) * 31 + sequence;
    }

    /** Parses an id; empty when the text is not an id in its canonical form. */
    public static Optional<SnapshotId> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? Optional.empty() : of(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Returns the id of an agent's snapshot by its {@link #name()}; empty when either is not of the right form. */
    static Optional<SnapshotId> of(String agent, String name) {
        Matcher matcher = NAME.matcher(name);
        if (!isAgent(agent) || !matcher.matches()) {
            return Optional.empty();
        }
        int[] fields = IntStream.rangeClosed(1, 7)
                .map(group -> Integer.parseInt(matcher.group(group)))
                .toArray();
        try {
            LocalDateTime second = LocalDateTime.of(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
            return Optional.of(new SnapshotId(agent, second.toInstant(ZoneOffset.UTC), fields[6]));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** Tells whether a text can be an agent's tag: without dots and slashes, so that it is safe as a directory's name. */
    static boolean isAgent(String text) {
        return AGENT.matcher(text).matches();
    }

    /** Returns the part after the agent: {@code 20261122T160211Z-000}. */
    public String name() {
        return SECOND.format(second) + "-" + String.valueOf(1000 + sequence).substring(1);
    }

    /** Orders by agent, then time, then sequence. */
    @Override
    public int compareTo(SnapshotId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return agent + "/" + name();
    }
}
