// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/** How the memory of a call site behaves, in the order in which a report lists them. */
public enum Verdict {
    /** It grows, steadily and still, and neither load nor a cache that fills explains it. */
    LEAK("leak"),
    /** It grew and has stopped: a cache that is full, or something loaded once. */
    GROWING_CACHE("growing cache"),
    /** It grew with the work that the agent does, or not surely otherwise. */
    LOAD("load"),
    /** It grew, and belongs to the profiler. */
    PROFILER("profiler"),
    /** It did not grow, or by no more than sampling explains, or by too little to matter. */
    NOISE("noise");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** The verdict as people and JSON read it. */
    public String word() {
        return word;
    }
}
