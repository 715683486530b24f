// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.memory.LiveHeap;
import io.jujuheap.memory.ResidentMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The knowledge of an agent at one moment. Immutable; {@link Collector} publishes a new one after each request.
 *
 * @param info the agent's description
 * @param isUp whether the last request to its socket worked; false before the first
 * @param problem the reason why it did not, one sentence
 * @param heap the figures of the newest profile
 * @param vitals the figures of its metrics at the last request for them
 * @param fetches the outcomes of the requests for its profile
 * @param lastSuccess when its profile was last fetched
 * @param suspects the call sites under suspicion, worst first; empty before the first analysis
 * @param goroutineSuspects the stacks of goroutines under suspicion, worst first; empty before the first analysis
 */
public record AgentState(
        AgentInfo info,
        boolean isUp,
        Optional<String> problem,
        Optional<Heap> heap,
        Vitals vitals,
        FetchStats fetches,
        Optional<Instant> lastSuccess,
        Optional<List<Suspect>> suspects,
        Optional<List<StackSuspect>> goroutineSuspects) {

    /**
     * The figures of a profile.
     *
     * @param takenAt when it was fetched
     * @param totals its sums
     * @param sampleIntervalBytes the mean number of bytes between two samples
     */
    public record Heap(Instant takenAt, Totals totals, long sampleIntervalBytes) {}

    /**
     * Returns where its resident memory goes, by its newest metrics and its newest profile; empty when its metrics lack a
     * figure of Go's collector.
     */
    public Optional<ResidentMemory> memory() {
        return vitals.memory()
                .map(figures -> figures.parts(
                        heap.map(newest -> LiveHeap.of(newest.totals().inuseBytes(), newest.sampleIntervalBytes()))));
    }

    /**
     * A call site under suspicion of a leak.
     *
     * @param function the function to blame
     * @param inuseBytes the live memory that it allocated
     */
    public record Suspect(String function, long inuseBytes) {}

    /**
     * A stack with a growing number of waiting goroutines.
     *
     * @param function the function that waits
     * @param goroutines their number
     */
    public record StackSuspect(String function, long goroutines) {}

    public AgentState {
        suspects = suspects.map(List::copyOf);
        goroutineSuspects = goroutineSuspects.map(List::copyOf);
    }

    /** Returns the agent's tag. */
    public String agent() {
        return info.tag().value();
    }

    static AgentState unknown(AgentInfo info) {
        return new AgentState(
                info,
                false,
                Optional.empty(),
                Optional.empty(),
                Vitals.UNKNOWN,
                FetchStats.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    AgentState withInfo(AgentInfo newer) {
        return new AgentState(newer, isUp, problem, heap, vitals, fetches, lastSuccess, suspects, goroutineSuspects);
    }

    AgentState fetched(ProfileCapture capture, FetchStats newer) {
        return new AgentState(
                info,
                true,
                Optional.empty(),
                Optional.of(new Heap(capture.takenAt(), capture.totals(), capture.sampleIntervalBytes())),
                vitals,
                newer,
                Optional.of(capture.takenAt()),
                suspects,
                goroutineSuspects);
    }

    AgentState failed(String sentence, FetchStats newer) {
        return new AgentState(
                info, false, Optional.of(sentence), heap, vitals, newer, lastSuccess, suspects, goroutineSuspects);
    }

    AgentState withVitals(Vitals newer) {
        return new AgentState(info, isUp, problem, heap, newer, fetches, lastSuccess, suspects, goroutineSuspects);
    }

    AgentState withSuspects(List<Suspect> newer) {
        return new AgentState(
                info, isUp, problem, heap, vitals, fetches, lastSuccess, Optional.of(newer), goroutineSuspects);
    }

    AgentState withGoroutineSuspects(List<StackSuspect> newer) {
        return new AgentState(info, isUp, problem, heap, vitals, fetches, lastSuccess, suspects, Optional.of(newer));
    }
}
