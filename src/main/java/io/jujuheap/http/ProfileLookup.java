// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.HeapCapture;
import io.jujuheap.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the profile that a request means: one that is fetched now, the newest that was collected, or a stored one. */
final class ProfileLookup {
    static final String LATEST = "latest";
    static final String LIVE = "live";
    static final String OLDEST = "oldest";

    private final Collector collector;

    ProfileLookup(Collector collector) {
        this.collector = collector;
    }

    /** How to load a profile, once nobody has to wait for an agent any more; loading may read a file. */
    CompletionStage<Callable<HeapCapture>> find(AgentTag agent, String reference) {
        Optional<HeapCapture> latest = reference.equals(LATEST) ? collector.latest(agent) : Optional.empty();
        if (latest.isPresent()) {
            return CompletableFuture.completedStage(latest::get);
        }
        if (reference.equals(LATEST) || reference.equals(LIVE)) {
            return collector.heapNow(agent).thenApply(capture -> () -> capture);
        }
        Snapshot snapshot = stored(agent, reference);
        return CompletableFuture.completedStage(() -> read(snapshot));
    }

    /** The stored snapshot of that name, or the oldest. */
    Snapshot stored(AgentTag agent, String reference) {
        Optional<Snapshot> found = reference.equals(OLDEST)
                ? oldest(agent)
                : collector.history().archive().find(reference);
        return found.orElseThrow(() -> new ProblemException(Problem.of(
                404, "There is no such snapshot; it may have been removed: /api/v1/snapshots lists what there is.")));
    }

    private Optional<Snapshot> oldest(AgentTag agent) {
        List<Snapshot> all = collector.history().archive().list(agent.value());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    private HeapCapture read(Snapshot snapshot) throws Exception {
        return collector
                .history()
                .read(snapshot)
                .orElseThrow(() ->
                        new ProblemException(Problem.of(404, "This snapshot has just been removed to make room.")));
    }
}
