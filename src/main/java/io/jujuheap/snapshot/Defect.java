// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.util.Locale;

/** What is wrong with a stored capture. */
public enum Defect {
    /** It has no bytes. */
    EMPTY,
    /** It is shorter or longer than what was stored. */
    SIZE,
    /** Its bytes are not those that were stored. */
    CHECKSUM,
    /** Nothing is known of it, and its bytes are not a valid capture. */
    INVALID,
    /** The facts beside it belong to another snapshot. */
    MISPLACED;

    /** The defect in lower case, as in a metric's label. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
