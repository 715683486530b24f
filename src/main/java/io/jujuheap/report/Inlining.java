// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** How the callers of a function reach it, as far as the report shows them. */
public enum Inlining {
    /** Every call is a call, or none is shown. */
    NONE(""),
    /** The compiler copied the function into every caller. */
    INLINE("(inline)"),
    /** Into some of them. */
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
