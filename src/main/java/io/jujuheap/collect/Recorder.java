// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.collect.Collector.Stored;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProcessRun;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.leak.summary.SummaryBytes;
import io.jujuheap.memory.LiveHeap;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.StoreException;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Stores the profiles of one agent that show a new state of its heap. Two profiles of one garbage collection show the same
 * state, so the second is not stored. After a restart of the process, see {@link ProcessRun}, a new segment begins. Used on
 * the agent's thread only.
 */
final class Recorder {
    private final SnapshotStore store;
    private final SnapshotHistory history;
    private final String agent;
    private @Nullable Newest newest;

    /** The newest snapshot, and the run of its process up to it. */
    private record Newest(Snapshot snapshot, ProcessRun run) {}

    Recorder(SnapshotStore store, SnapshotHistory history, String agent) {
        this.store = store;
        this.history = history;
        this.agent = agent;
    }

    /** Stores a profile unless it shows the same state as the newest snapshot. */
    Stored record(ProfileCapture capture, Vitals vitals, Trigger trigger) throws StoreException {
        Newest before = newest();
        SnapshotInfo info = info(capture, vitals);
        if (before != null && before.run().isRepeatedBy(info)) {
            return new Stored(before.snapshot(), false);
        }
        ProfileSummary summary = new Summarizer().summarize(info, capture.profile());
        if (before != null && before.run().includes(summary) && before.run().isRepeatedBy(summary)) {
            newest = new Newest(before.snapshot(), before.run().with(summary)); // it may add what was unknown
            return new Stored(before.snapshot(), false);
        }
        return store(capture, vitals, summary, trigger);
    }

    /** Stores a profile in any case. */
    Stored store(ProfileCapture capture, Vitals vitals, Trigger trigger) throws StoreException {
        ProfileSummary summary = new Summarizer().summarize(info(capture, vitals), capture.profile());
        return store(capture, vitals, summary, trigger);
    }

    private Stored store(ProfileCapture capture, Vitals vitals, ProfileSummary summary, Trigger trigger)
            throws StoreException {
        Newest before = newest();
        ProcessRun run = before != null && before.run().includes(summary) ? before.run() : null;
        long segment = before == null ? 0 : before.snapshot().origin().segment() + (run == null ? 1 : 0);
        ProfileSummary numbered = summary.inSegment(segment);
        Origin origin = origin(numbered.info(), segment);
        Capture about = new Capture(agent, capture.takenAt(), trigger, origin, figures(capture, vitals));
        Snapshot stored = store.store(about, capture.bytes(), SummaryBytes.of(numbered));
        newest = new Newest(stored, run == null ? ProcessRun.of(numbered) : run.with(numbered));
        return new Stored(stored, true);
    }

    private static String figures(ProfileCapture capture, Vitals vitals) {
        LiveHeap live = LiveHeap.of(capture.totals().inuseBytes(), capture.sampleIntervalBytes());
        return KeptFigures.of(vitals, live).text();
    }

    private static SnapshotInfo info(ProfileCapture capture, Vitals vitals) {
        OptionalLong pid = capture.pid() > 0 ? OptionalLong.of(capture.pid()) : OptionalLong.empty();
        ProcessMarks process = new ProcessMarks(OptionalLong.empty(), pid, vitals.started());
        return Summaries.info(capture.takenAt(), capture.profile(), process, vitals.gcCount(), vitals.residentBytes());
    }

    private static Origin origin(SnapshotInfo info, long segment) {
        return new Origin(
                info.process().pid().orElse(Origin.UNKNOWN.pid()),
                info.process().started().orElse(Instant.EPOCH),
                info.gcEpoch().orElse(Origin.UNKNOWN.gcEpoch()),
                segment);
    }

    private @Nullable Newest newest() {
        if (newest == null) {
            newest = store.archive().newest(agent).map(this::runSoFar).orElse(null);
        }
        return newest;
    }

    /** Collects the facts about the process from the snapshots of its segment. Another sidecar may have stored them. */
    private Newest runSoFar(Snapshot last) {
        ProcessMarks marks = ProcessMarks.UNKNOWN;
        OptionalLong gcEpoch = OptionalLong.empty();
        for (Snapshot snapshot : store.archive().list(agent)) {
            Origin origin = snapshot.origin();
            if (origin.segment() == last.origin().segment()) {
                marks = Summaries.marks(origin).or(marks);
                gcEpoch = origin.gcEpoch() < 0 ? gcEpoch : OptionalLong.of(origin.gcEpoch());
            }
        }
        return new Newest(last, new ProcessRun(marks, gcEpoch, history.summary(last)));
    }
}
