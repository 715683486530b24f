// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Printable;
import io.jujuheap.io.Worded;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Juju agent on its machine, such as {@code machine-0} or {@code unit-mysql-0}: the name of its directory
 * under {@code agents/} and of its abstract socket. Ordered by {@link Kind}, then by number: {@code machine-2} comes
 * before {@code machine-10}.
 *
 * @param value the tag as Juju writes it
 */
public record AgentTag(String value) implements Comparable<AgentTag> {

    /** The kinds of agents, in the order in which the agents of one process are preferred. Tags begin with their words. */
    public enum Kind implements Worded {
        /** The agent of a machine, which also runs the units there. */
        MACHINE,
        /** The agent of a controller that is not a machine, as on Kubernetes. */
        CONTROLLER,
        /** The agent of an application: the operator of Kubernetes models before Juju 4. */
        APPLICATION,
        /** The agent of a unit. */
        UNIT
    }

    /** The longest directory name that Linux allows. */
    private static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException when {@code value} is not an agent tag; the message is a sentence for a person */
    public AgentTag {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("\"" + Printable.of(value) + "\" is not an agent tag:"
                    + " give machine-0, controller-0, application-NAME or unit-NAME-0.");
        }
    }

    /** Reads the tag in {@code text}; empty when the text is not a tag. */
    public static Optional<AgentTag> of(String text) {
        return isValid(text) ? Optional.of(new AgentTag(text)) : Optional.empty();
    }

    /** Returns the tag of the agent of a unit by the unit's name, such as {@code mysql/0}. */
    static Optional<AgentTag> ofUnitName(String name) {
        return of("unit-" + name.replace('/', '-'));
    }

    /** Returns the kind of the agent. */
    public Kind kind() {
        return requireNonNull(kindOf(value), value);
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
                && kindOf(text) != null // rejects most file names without a regular expression
                && Rules.VALID.matcher(text).matches();
    }

    private static @Nullable Kind kindOf(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.word())) {
                return kind;
            }
        }
        return null;
    }

    /** A class of its own, initialised on first use: commands that only read a file start sooner without it. */
    private static final class Rules {
        private static final String NUMBER = "(?:0|[1-9][0-9]{0,9})";
        private static final String APPLICATION = "[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*";
        /** Juju's rules for names. A container on machine 0 is {@code machine-0-lxd-1}. */
        static final Pattern VALID = Pattern.compile("machine-" + NUMBER + "(?:-[a-z]+-" + NUMBER + ")*"
                + "|controller-" + NUMBER
                + "|application-" + APPLICATION
                + "|unit-" + APPLICATION + "-" + NUMBER);
    }

    /** A class of its own, initialised on first use: commands that compare no tags start milliseconds sooner without it. */
    private static final class Order {
        static final Comparator<AgentTag> BY_KIND_AND_NUMBER = Comparator.comparing(AgentTag::kind)
                .thenComparing(AgentTag::withoutLastNumber)
                .thenComparingLong(AgentTag::lastNumber)
                .thenComparing(AgentTag::value);
    }
}
