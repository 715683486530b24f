// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/**
 * A verdict, and the sentence that says why.
 *
 * @param verdict the verdict
 * @param reason the sentence
 */
record Judgement(Verdict verdict, String reason) {

    /** The one place where an examination becomes a verdict; the questions are in the order in which they can be decided. */
    static Judgement of(Examination examination, boolean significant) {
        String growth = Wording.bytes(examination.growthBytes());
        if (!examination.hasGrown()) {
            return new Judgement(Verdict.NOISE, notGrown(examination));
        }
        if (examination.history().site().isProfiler()) {
            return new Judgement(Verdict.PROFILER, "the profiler's own memory grew by " + growth);
        }
        if (!examination.wasTested()) {
            return new Judgement(
                    Verdict.LOAD,
                    "grew by " + growth + ", but "
                            + tooFew(examination.history().count()));
        }
        if (examination.hasStopped()) {
            return new Judgement(
                    Verdict.GROWING_CACHE,
                    "grew by " + growth + " and has stopped: a cache that is full, or something loaded once");
        }
        if (!examination.trend().setsRecords()) {
            return new Judgement(Verdict.LOAD, "grew by " + growth + ", but was as high before, or is not up for good");
        }
        if (!significant) {
            return new Judgement(Verdict.LOAD, "grew by " + growth + ", but not steadily enough to rule out chance");
        }
        if (examination.followsLoad()) {
            return new Judgement(Verdict.LOAD, "grew by " + growth + " as more was allocated, and frees what it takes");
        }
        return new Judgement(Verdict.LEAK, "grew by " + growth + " and goes on: " + keeps(examination));
    }

    /** Why that many epochs give no verdict of leak. */
    static String tooFew(int epochs) {
        return (epochs == 1 ? "1 state" : epochs + " states") + " of the heap cannot tell a leak from load, it takes "
                + Thresholds.MIN_EPOCHS;
    }

    private static String notGrown(Examination examination) {
        return examination.growthBytes() <= examination.noiseFloorBytes()
                ? "did not grow by more than the " + Wording.bytes(examination.noiseFloorBytes())
                        + " that sampling explains"
                : "grew by " + Wording.bytes(examination.growthBytes()) + ", too little to matter";
    }

    private static String keeps(Examination examination) {
        return "it frees " + Wording.percent(examination.history().freedRatio()) + " of what it allocates";
    }
}
