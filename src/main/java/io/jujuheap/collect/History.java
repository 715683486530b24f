// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.ProfileSummary;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.SnapshotInfo;
import io.jujuheap.leak.Summarizer;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the stored snapshots tell. Methods read files; they are for threads that may wait for a disk. */
public final class History {
    private final SnapshotArchive archive;
    private final ProfileReader reader;

    /** Enough to tell a leak from a load that comes and goes, and read in about a second. */
    private static final int MOST_JUDGED = 400;

    History(SnapshotArchive archive, ProfileReader reader) {
        this.archive = archive;
        this.reader = reader;
    }

    /** What the snapshots of a store tell to somebody who only reads it. */
    public static History of(SnapshotArchive archive) {
        return new History(archive, ProfileReader.withLimits(Limits.DEFAULT));
    }

    /** The snapshots themselves. */
    public SnapshotArchive archive() {
        return archive;
    }

    /** Reads a snapshot; nothing when it has gone meanwhile. */
    public Optional<HeapCapture> read(Snapshot snapshot) throws IOException, MalformedProfileException {
        Optional<byte[]> bytes = archive.read(snapshot);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(HeapCapture.stored(snapshot, bytes.get(), reader.read(bytes.get())));
    }

    /** The oldest snapshot of the run of the agent that a profile belongs to: of its segment, or else of the newest one. */
    public Optional<Snapshot> firstOfSegment(HeapCapture capture) {
        List<Snapshot> all = archive.list(capture.agent().value());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        long segment =
                capture.snapshot().orElse(all.get(all.size() - 1)).origin().segment();
        return all.stream()
                .filter(snapshot -> snapshot.origin().segment() == segment)
                .findFirst();
    }

    /** The sums of a snapshot, from the summary beside it; nothing when that is lost. */
    public Optional<Totals> totals(Snapshot snapshot) {
        try {
            return archive.summary(snapshot).flatMap(SnapshotSummary::parse).map(SnapshotSummary::totals);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The trend of an agent, from the summaries beside its snapshots; where one is lost, from the snapshot itself.
     *
     * @param from the first moment
     * @param to the moment after the last
     * @param functions how many functions to follow
     */
    public Trend trend(AgentTag agent, Instant from, Instant to, int functions) throws IOException {
        List<Trend.Point> points = new ArrayList<>();
        for (Snapshot snapshot : archive.list(agent.value(), from, to)) {
            summary(snapshot).ifPresent(summary -> points.add(point(snapshot, summary)));
        }
        return Trend.of(points, functions);
    }

    /**
     * Verdicts on what an agent keeps, from its snapshots of a time: all of them, or {@value #MOST_JUDGED} evenly spaced
     * ones where there are more.
     *
     * @param from the first moment
     * @param to the moment after the last
     */
    public LeakReport leaks(AgentTag agent, Instant from, Instant to) throws IOException {
        List<Snapshot> all = archive.list(agent.value(), from, to);
        int step = Math.max(1, (all.size() + MOST_JUDGED - 1) / MOST_JUDGED);
        Summarizer summarizer = new Summarizer();
        List<ProfileSummary> series = new ArrayList<>();
        // Counted back from the newest, which is the one that matters most.
        for (int i = all.size() - 1; i >= 0; i -= step) {
            judged(all.get(i), summarizer).ifPresent(series::add);
        }
        return LeakAnalysis.verdicts(Series.of(agent.value(), series));
    }

    private Optional<ProfileSummary> judged(Snapshot snapshot, Summarizer summarizer) throws IOException {
        try {
            return read(snapshot).map(capture -> {
                SnapshotInfo info = SnapshotInfo.of(
                                snapshot.id().toString(), capture.profile().info())
                        .withProcess(snapshot.origin().segment() + "/"
                                + snapshot.origin().started());
                return summarizer.summarize(info, capture.profile());
            });
        } catch (MalformedProfileException e) {
            // The store checks what it keeps; what has been damaged since says nothing.
            return Optional.empty();
        }
    }

    private Optional<SnapshotSummary> summary(Snapshot snapshot) throws IOException {
        Optional<SnapshotSummary> kept = archive.summary(snapshot).flatMap(SnapshotSummary::parse);
        try {
            return kept.isPresent() ? kept : read(snapshot).map(SnapshotSummary::of);
        } catch (MalformedProfileException e) {
            return Optional.empty();
        }
    }

    private static Trend.Point point(Snapshot snapshot, SnapshotSummary summary) {
        return new Trend.Point(
                snapshot.taken().getEpochSecond(),
                snapshot.id().toString(),
                snapshot.origin().segment(),
                summary.totals(),
                summary.inuseBytes());
    }
}
