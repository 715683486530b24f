// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.util.Locale;

/** Why retention removes a snapshot. */
public enum Removal {
    /** It is older than the store keeps. */
    AGE,
    /** It is one of more than are kept of its age. */
    THINNING,
    /** The store is at its limit of bytes. */
    BYTES,
    /** The store is at its limit of snapshots. */
    COUNT,
    /** The disk is nearly full. */
    FREE_SPACE;

    /** The reason in lower case, as in a metric's label. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
