// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Worded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The description of a capture to store, from the code that took it.
 *
 * @param agent the agent's tag
 * @param taken when it was taken, kept to the millisecond
 * @param trigger why it was taken
 * @param origin the run of the agent that it came from
 * @param figures figures of the same moment that are not in the capture, on one line of at most
 *     {@value #MAX_FIGURES} characters; empty when there are none. The store keeps them and does not interpret them.
 */
public record Capture(String agent, Instant taken, Trigger trigger, Origin origin, String figures) {
    private static final int MAX_FIGURES = 1000;

    public Capture {
        if (!SnapshotId.isAgent(agent)) {
            throw new IllegalArgumentException("not an agent tag: " + agent);
        }
        taken = requireNonNull(taken, "taken is null").truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(trigger, "trigger is null");
        requireNonNull(origin, "origin is null");
        if (figures.length() > MAX_FIGURES || figures.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("figures are not one short line: " + figures);
        }
    }

    /** Creates a description without figures. */
    public Capture(String agent, Instant taken, Trigger trigger, Origin origin) {
        this(agent, taken, trigger, origin, "");
    }

    /** The reason why a snapshot was taken. */
    public enum Trigger implements Worded {
        /** The collector's interval. */
        TIMER,
        /** A request over HTTP. */
        MANUAL,
        /** A Juju action. */
        ACTION,
        /** A condition of a watch, such as resident memory above a threshold. */
        CONDITION,
        /** Not recorded: the facts beside the capture are lost, or a newer version wrote them. */
        UNKNOWN;

        static Trigger ofWord(String word) {
            for (Trigger trigger : values()) {
                if (trigger.word().equals(word)) {
                    return trigger;
                }
            }
            return UNKNOWN;
        }
    }

    /**
     * The run of the agent that a capture came from. It allows a series to be split at restarts of the agent, and a
     * second capture of one garbage collection to be recognized. The store keeps these figures and does not interpret
     * them, except that thinning keeps the last snapshot of a segment.
     *
     * @param pid the agent's process id, 0 when unknown
     * @param started when that process started, {@link Instant#EPOCH} when unknown
     * @param gcEpoch the number of the garbage collection that the capture shows, -1 when unknown
     * @param segment a number that changes where the series is interrupted: at a restart or an upgrade
     */
    public record Origin(long pid, Instant started, long gcEpoch, long segment) {
        /** The origin of a capture whose run is unknown. */
        public static final Origin UNKNOWN = new Origin(0, Instant.EPOCH, -1, 0);

        public Origin {
            requireNonNull(started, "started is null");
        }
    }

    /** Checks that bytes are a complete capture. The store cannot do that itself, because it does not interpret them. */
    @FunctionalInterface
    public interface Check {
        /**
         * Returns what is wrong with these bytes, as the end of the sentence "the capture is not stored: …"; empty when
         * they are complete and valid.
         */
        Optional<String> fault(byte[] bytes);
    }
}
