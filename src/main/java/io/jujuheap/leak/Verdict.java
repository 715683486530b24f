// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/**
 * How the memory of a call site, or the number of goroutines at a stack, behaves, in the order in which a report lists them.
 */
public enum Verdict {
    /** It grows and goes on, and neither load nor a cache that fills explains it. */
    LEAK("leak"),
    /** It looks like a leak, but has grown for too short a time, or in too few steps, to tell. */
    UNDECIDED("undecided"),
    /** It grew, and there are too few states of the process to say why. */
    TOO_EARLY("too early"),
    /** It grew and has stopped: a cache that is full, or something loaded once. */
    FILLED_CACHE("filled cache"),
    /** There were more and more goroutines until it stopped: a pool that is full, workers that were started once. */
    SETTLED("settled"),
    /** It grew with the work that the agent does; goroutines that come and go. */
    LOAD("load"),
    /** It grew, and belongs to the profiler. */
    PROFILER("profiler"),
    /** It did not grow, or by no more than sampling or chance explains, or by too little to matter. */
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
