// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Printable;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a Juju agent on its machine, such as {@code machine-0} or {@code unit-mysql-0}: the name of its directory
 * under {@code agents/} and of its abstract socket. Ordered by {@link Kind}, then as a person counts: {@code machine-2}
 * comes before {@code machine-10}.
 *
 * @param value the tag as Juju writes it
 */
public record AgentTag(String value) implements Comparable<AgentTag> {

    /** What an agent serves, in the order in which the agents of one process are preferred. */
    public enum Kind {
        /** A machine, and with it the units that Juju placed on it. */
        MACHINE("machine"),
        /** A controller that is no machine, as on Kubernetes. */
        CONTROLLER("controller"),
        /** An application, as the operator of Kubernetes models before Juju 4. */
        APPLICATION("application"),
        /** A unit. */
        UNIT("unit");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that tags of this kind start with. */
        public String word() {
            return word;
        }
    }

    /** Longer than any directory name that Linux allows, so no tag on a disk is refused for it. */
    private static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException when {@code value} is no agent tag; the message is a sentence for a person */
    public AgentTag {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("\"" + Printable.of(value) + "\" is not an agent tag:"
                    + " give machine-0, controller-0, application-NAME or unit-NAME-0.");
        }
    }

    /** The tag written in {@code text}, or nothing when it is none. */
    public static Optional<AgentTag> of(String text) {
        return isValid(text) ? Optional.of(new AgentTag(text)) : Optional.empty();
    }

    /** The tag of the agent of the unit that people call {@code name}, such as {@code mysql/0}. */
    static Optional<AgentTag> ofUnitName(String name) {
        return of("unit-" + name.replace('/', '-'));
    }

    /** What the agent serves. */
    public Kind kind() {
        for (Kind kind : Kind.values()) {
            if (value.startsWith(kind.word() + "-")) {
                return kind;
            }
        }
        throw new AssertionError(value);
    }

    @Override
    public int compareTo(AgentTag other) {
        return Order.BY_KIND_AND_NUMBER.compare(this, other);
    }

    @Override
    public String toString() {
        return value;
    }

    private String withoutLastNumber() {
        int end = value.length();
        while (Character.isDigit(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(0, end);
    }

    private long lastNumber() {
        String digits = value.substring(withoutLastNumber().length());
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }

    private static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH
                && startsLikeOne(text)
                && Rules.VALID.matcher(text).matches();
    }

    /** What tells names of files from tags without a regex. */
    private static boolean startsLikeOne(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.word())) {
                return true;
            }
        }
        return false;
    }

    /** Made when first used: a command that reads a file starts sooner without. */
    private static final class Rules {
        private static final String NUMBER = "(?:0|[1-9][0-9]{0,9})";
        private static final String APPLICATION = "[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*";
        /** Juju's own rules of names; a container on machine 0 is {@code machine-0-lxd-1}. */
        static final Pattern VALID = Pattern.compile("machine-" + NUMBER + "(?:-[a-z]+-" + NUMBER + ")*"
                + "|controller-" + NUMBER
                + "|application-" + APPLICATION
                + "|unit-" + APPLICATION + "-" + NUMBER);
    }

    /** Made when first used: a command that compares no tags starts milliseconds sooner without. */
    private static final class Order {
        static final Comparator<AgentTag> BY_KIND_AND_NUMBER = Comparator.comparing(AgentTag::kind)
                .thenComparing(AgentTag::withoutLastNumber)
                .thenComparingLong(AgentTag::lastNumber)
                .thenComparing(AgentTag::value);
    }
}
