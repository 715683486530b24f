// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
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

    History(SnapshotArchive archive, ProfileReader reader) {
        this.archive = archive;
        this.reader = reader;
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
     * The trend of an agent, from the summaries beside its snapshots; those without one are left out.
     *
     * @param from the first moment
     * @param to the moment after the last
     * @param functions how many functions to follow
     */
    public Trend trend(AgentTag agent, Instant from, Instant to, int functions) throws IOException {
        List<Trend.Point> points = new ArrayList<>();
        for (Snapshot snapshot : archive.list(agent.value(), from, to)) {
            archive.summary(snapshot)
                    .flatMap(SnapshotSummary::parse)
                    .ifPresent(summary -> points.add(point(snapshot, summary)));
        }
        return Trend.of(points, functions);
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
