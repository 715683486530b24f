// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.PackedSummary;
import io.jujuheap.leak.summary.SummaryReader;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What the stored snapshots tell. Methods read files; they are for threads that may wait for a disk. */
public final class SnapshotHistory {
    /** How many lost summaries a question may wait for: about a second's worth. The verdicts make the rest again. */
    private static final int MOST_REMADE = 100;

    /** No chart shows more points, and the retention of a sidecar leaves fewer of a month; more would fill the memory. */
    static final int MOST_POINTS = 3_000;

    private final SnapshotArchive archive;
    private final ProfileReader reader;
    private final Summaries summaries;

    SnapshotHistory(SnapshotArchive archive, ProfileReader reader, Summaries.Keeper keeper) {
        this.archive = archive;
        this.reader = reader;
        this.summaries = new Summaries(archive, reader, keeper);
    }

    /** What the snapshots of a store tell to somebody who only reads it. */
    public static SnapshotHistory of(SnapshotArchive archive) {
        return new SnapshotHistory(archive, ProfileReader.withLimits(Limits.DEFAULT), Summaries.Keeper.NONE);
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

    /** The sums of a snapshot; nothing when it has gone meanwhile. */
    public Optional<Totals> totals(Snapshot snapshot) {
        try {
            return summaries.read(snapshot).map(summary -> Totals.of(summary.total()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The trend of an agent: a point for each snapshot, or for each of {@value #MOST_POINTS} evenly spread over those there are.
     *
     * @param from the first moment
     * @param to the moment after the last
     * @param functions how many functions to follow
     */
    public Trend trend(AgentTag agent, Instant from, Instant to, int functions) throws IOException {
        List<Snapshot> snapshots = evenly(archive.list(agent.value(), from, to), MOST_POINTS);
        // Twice over the files, for the figures of all functions at all times would fill the memory of a small process.
        List<String> highest = highestPeaks(snapshots, functions);
        Set<String> followed = Set.copyOf(highest);
        List<Trend.Point> points = new ArrayList<>(snapshots.size());
        summaries.forEach(
                snapshots,
                new SummaryReader(),
                MOST_REMADE,
                (snapshot, summary) -> points.add(point(snapshot, summary, followed)));
        return new Trend(points, highest);
    }

    /** At most so many, evenly spread, the newest among them. */
    static <T> List<T> evenly(List<T> snapshots, int atMost) {
        int last = snapshots.size() - 1;
        return last < atMost
                ? snapshots
                : IntStream.range(0, atMost)
                        .mapToObj(i -> snapshots.get((int) ((long) last * i / (atMost - 1))))
                        .toList();
    }

    private List<String> highestPeaks(List<Snapshot> snapshots, int count) throws IOException {
        Map<String, Long> peaks = new HashMap<>();
        summaries.forEach(
                snapshots, new SummaryReader(), MOST_REMADE, (snapshot, summary) -> summary.functions(name -> true)
                        .forEach((name, figures) -> peaks.merge(name, figures.inuseBytes(), Math::max)));
        return peaks.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Trend.Point point(Snapshot snapshot, PackedSummary summary, Set<String> functions) {
        Map<String, Totals> ofFunctions = new HashMap<>();
        summary.functions(functions::contains).forEach((name, figures) -> ofFunctions.put(name, Totals.of(figures)));
        return new Trend.Point(
                snapshot.taken().getEpochSecond(),
                snapshot.id().toString(),
                snapshot.origin().segment(),
                Totals.of(summary.total()),
                ofFunctions);
    }

    /** All snapshots of an agent as leak analysis wants them; nothing when there are none. */
    public Optional<Series> series(AgentTag agent) throws IOException {
        return series(agent, Instant.MIN, Instant.MAX, Integer.MAX_VALUE);
    }

    /**
     * The snapshots of a time as leak analysis wants them, but for most of those whose summaries were lost; nothing when
     * there are none.
     *
     * @param from the first moment
     * @param to the moment after the last
     */
    public Optional<Series> series(AgentTag agent, Instant from, Instant to) throws IOException {
        return series(agent, from, to, MOST_REMADE);
    }

    private Optional<Series> series(AgentTag agent, Instant from, Instant to, int mostRemade) throws IOException {
        List<Snapshot> snapshots = archive.list(agent.value(), from, to);
        Series.Gatherer gatherer = new Series.Gatherer(snapshots.size());
        SummaryReader reader = new SummaryReader();
        summaries.forEach(snapshots, reader, mostRemade, (snapshot, summary) -> gatherer.add(summary));
        reader.know(knownSites(snapshots, gatherer.stackIds()));
        return gatherer.series(agent.value());
    }

    /**
     * The call sites by which these stacks are known. A profile lists whatever its process ever allocated, so that the last of
     * a process knows all; the process before may have the word while the newest is young.
     */
    private Collection<CallSite> knownSites(List<Snapshot> snapshots, Set<Long> ids) throws IOException {
        List<CallSite> sites = new ArrayList<>();
        long segment = Long.MIN_VALUE;
        int processes = 0;
        for (int i = snapshots.size() - 1; i >= 0 && processes < 2; i--) {
            Snapshot snapshot = snapshots.get(i);
            if (processes == 0 || snapshot.origin().segment() != segment) {
                segment = snapshot.origin().segment();
                sites.addAll(summaries.callSites(snapshot, ids));
                processes++;
            }
        }
        return sites;
    }
}
