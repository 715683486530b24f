// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.Locale;

/**
 * What {@code juju status} shows of a unit.
 *
 * @param message one short line; for {@link Kind#BLOCKED} it says what a person has to do
 */
public record Status(Kind kind, String message) {
    /** The kinds of status a charm can set. */
    public enum Kind {
        ACTIVE,
        BLOCKED,
        MAINTENANCE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Status active(String message) {
        return new Status(Kind.ACTIVE, message);
    }

    public static Status blocked(String message) {
        return new Status(Kind.BLOCKED, message);
    }

    public static Status maintenance(String message) {
        return new Status(Kind.MAINTENANCE, message);
    }
}
