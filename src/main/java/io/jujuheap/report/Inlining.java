// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** Whether the shown calls of a function were inlined. */
public enum Inlining {
    /** No call was inlined, or none is shown. */
    NONE(""),
    /** All calls were inlined. */
    INLINE("(inline)"),
    /** Some calls were inlined. */
    PARTIAL("(partial-inline)");

    private final String tag;

    Inlining(String tag) {
        this.tag = tag;
    }

    static Inlining of(boolean inlined, boolean called) {
        if (!inlined) {
            return NONE;
        }
        return called ? PARTIAL : INLINE;
    }

    /** Returns the mark that pprof writes after the name of the function; empty for {@link #NONE}. */
    public String tag() {
        return tag;
    }
}
