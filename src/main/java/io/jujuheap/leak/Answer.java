// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/** The answers that end the questions about a site, in the order of the questions, each with its verdict. */
enum Answer {
    /** There are too few states of the heap. */
    TOO_EARLY(Verdict.TOO_EARLY),
    /** It did not grow, or by too little to matter. */
    TOO_LITTLE(Verdict.NOISE),
    /** It grew by no more than sampling explains. */
    WITHIN_SAMPLING(Verdict.NOISE),
    /** It is the profiler's. */
    PROFILER(Verdict.PROFILER),
    /** Load explains it as well as a leak does. */
    LOAD_EXPLAINS(Verdict.LOAD),
    /** It was as high before. */
    WAS_AS_HIGH(Verdict.LOAD),
    /** It keeps more than load explains, but its level wanders as much as it rises. */
    WANDERS(Verdict.UNDECIDED),
    /** It has grown for too few intervals to judge its pace. */
    TOO_SHORT(Verdict.UNDECIDED),
    /** It has grown in too few steps to judge their pace. */
    TOO_FEW_STEPS(Verdict.UNDECIDED),
    /** It grew in steps so different that the quiet at the end may be chance. */
    QUIET_OF_LATE(Verdict.UNDECIDED),
    /** One state of the heap says that it leaks, and the one before did not. */
    UNCONFIRMED(Verdict.UNDECIDED),
    /** It grew and has stopped. */
    STOPPED(Verdict.FILLED_CACHE),
    /** It grew to what a former process of the agent kept. */
    FORMER_LEVEL(Verdict.FILLED_CACHE),
    /** It grew and goes on. */
    GOES_ON(Verdict.LEAK);

    private final Verdict verdict;

    Answer(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }

    boolean isLeak() {
        return verdict == Verdict.LEAK;
    }

    /** Returns whether it says that a site leaks, or that it does not. */
    boolean decides() {
        return verdict != Verdict.UNDECIDED && verdict != Verdict.TOO_EARLY;
    }
}
