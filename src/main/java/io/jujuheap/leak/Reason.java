// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.OptionalDouble;

/** Says in a sentence why a function has its verdict. */
final class Reason {
    private Reason() {}

    static String of(Finding finding) {
        Examination examination = finding.examination();
        SiteHistory history = examination.history();
        String grew = "grew by " + Wording.bytes(history.growthBytes());
        String more = moreStates(examination.missing());
        return switch (examination.answer()) {
            case TOO_EARLY -> more + " needed to judge it";
            case TOO_LITTLE -> history.growthBytes() <= 0 ? "did not grow" : grew + ", too little to matter";
            case WITHIN_SAMPLING ->
                "did not grow by more than the " + Wording.bytes(history.noiseFloorBytes()) + " that sampling explains";
            case PROFILER -> "the profiler's own memory " + grew;
            case LOAD_EXPLAINS -> grew + " as more was allocated, and frees what it takes";
            case WAS_AS_HIGH -> grew + ", but was as high before";
            case WANDERS -> grew + ", but its level wanders about as much: " + more + " needed";
            case TOO_SHORT -> grew + ", but not for long enough to tell whether that goes on: " + more + " needed";
            case TOO_FEW_STEPS -> grew + ", but in too few steps to tell whether that goes on: " + more + " needed";
            case QUIET_OF_LATE -> grew + " in uneven steps, and less of late, which may be chance: " + more + " needed";
            case UNCONFIRMED -> grew + ", and only the newest state says that it leaks: " + more + " needed";
            case STOPPED -> grew + " and has stopped: a cache that is full, or something loaded once";
            case FORMER_LEVEL ->
                grew + ", to no more than it kept before a restart, when it had stopped: the same cache fills again";
            case GOES_ON ->
                grew + (finding.isOfFormerProcess() ? " until the restart: " : " and goes on: ") + keeps(examination);
        };
    }

    /** Says how many more states are needed, as the subject of a sentence with its verb. */
    static String moreStates(int count) {
        return count == 1 ? "1 more state of the heap is" : count + " more states of the heap are";
    }

    private static String keeps(Examination examination) {
        if (examination.kept().isPresent()) {
            return "it keeps " + Wording.percent(examination.kept().get().share()) + " of what it allocates";
        }
        SiteHistory history = examination.history();
        OptionalDouble freed = history.freedRatio();
        if (!history.knowsAllocations() || freed.isEmpty()) {
            return "how much of what it allocates it frees is not known";
        }
        return history.isChurned()
                ? "it is a container, which is replaced by ever larger ones"
                : "it keeps " + Wording.percent(1 - freed.getAsDouble()) + " of what it allocates";
    }
}
