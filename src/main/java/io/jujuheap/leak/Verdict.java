// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/** How the memory of a call site behaves, in the order in which a report lists them. */
public enum Verdict {
    /** It grows and goes on, and neither load nor a cache that fills explains it. */
    LEAK("leak"),
    /** It looks like a leak, but has grown for too short a time, or in too few steps, to tell. */
    UNDECIDED("undecided"),
    /** It grew, and there are too few states of the heap to say why. */
    TOO_EARLY("too early"),
    /** It grew and has stopped: a cache that is full, or something loaded once. */
    FILLED_CACHE("filled cache"),
    /** It grew with the work that the agent does. */
    LOAD("load"),
    /** It grew, and belongs to the profiler. */
    PROFILER("profiler"),
    /** It did not grow, or by no more than sampling explains, or by too little to matter. */
    NOISE("noise");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** Returns the verdict as people and JSON read it. */
    public String word() {
        return word;
    }
}
