// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.PackedSummary;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SummaryReader;
import io.jujuheap.memory.MemoryPart;
import io.jujuheap.memory.MemoryTrend;
import io.jujuheap.memory.PartGrowth;
import io.jujuheap.memory.PartSizes;
import io.jujuheap.profile.Profile;
import io.jujuheap.snapshot.Capture;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The history of agents, read from the stored snapshots. Its methods are for threads that may wait for a disk. */
public final class SnapshotHistory {
    /** The most lost summaries that one request recomputes, which takes about a second. The verdicts recompute the rest. */
    private static final int MOST_REMADE = 100;

    /** The most points of a trend, to bound its memory. Charts show fewer, and the retention keeps fewer for a month. */
    static final int MOST_POINTS = 3_000;

    /** The most states of memory that a trend is computed from; more would not make it clearer. */
    private static final int MOST_STATES = 240;

    private final SnapshotArchive archive;
    private final ProfileReader reader;
    private final Summaries summaries;

    SnapshotHistory(SnapshotArchive archive, ProfileReader reader, Summaries.Keeper keeper) {
        this.archive = archive;
        this.reader = reader;
        this.summaries = new Summaries(archive, reader, keeper);
    }

    /** Returns the history in a store that is only read. */
    public static SnapshotHistory of(SnapshotArchive archive) {
        return new SnapshotHistory(archive, ProfileReader.withLimits(Limits.DEFAULT), Summaries.Keeper.NONE);
    }

    /** Returns the snapshots themselves. */
    public SnapshotArchive archive() {
        return archive;
    }

    /** Reads a snapshot; empty when it has been removed meanwhile. */
    public Optional<ProfileCapture> read(Snapshot snapshot) throws IOException, MalformedProfileException {
        Optional<byte[]> bytes = archive.read(snapshot);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ProfileCapture.stored(snapshot, bytes.get(), reader.read(bytes.get())));
    }

    /** Returns the profile of a snapshot; empty when it has gone or is damaged. */
    Optional<Profile> profile(Snapshot snapshot) throws IOException {
        return summaries.profile(snapshot);
    }

    /** Returns the oldest snapshot of the run of the agent that a profile belongs to; of the newest run when it is live. */
    public Optional<Snapshot> firstOfSegment(ProfileCapture capture) {
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

    /** Returns the summary of a snapshot; empty when it has gone meanwhile or is damaged. */
    Optional<ProfileSummary> summary(Snapshot snapshot) {
        try {
            return summaries.read(snapshot).flatMap(PackedSummary::unpacked);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns when the agent restarted between two profiles of it, whichever is the earlier: when a later process started or,
     * where that is not known, when the first profile of it was taken. A restart between two that are not stored shows in the
     * number of the process alone.
     */
    public List<Instant> restarts(ProfileCapture one, ProfileCapture other) {
        boolean isInOrder = !one.takenAt().isAfter(other.takenAt());
        ProfileCapture first = isInOrder ? one : other;
        ProfileCapture last = isInOrder ? other : one;
        List<Snapshot> between = archive.list(
                one.agent().value(), first.takenAt(), last.takenAt().plusNanos(1));
        List<Instant> restarts = new ArrayList<>(restarts(between));
        long pid = between.isEmpty()
                ? first.pid()
                : between.get(between.size() - 1).origin().pid();
        if (pid != 0 && last.pid() != 0 && pid != last.pid()) {
            restarts.add(last.takenAt());
        }
        return restarts;
    }

    /** Returns by how much each part of an agent's memory grew between two snapshots of it; empty where that was not kept. */
    public static List<PartGrowth> partGrowth(Snapshot before, Snapshot after) {
        Optional<PartSizes> from = PartSizes.parse(before.figures());
        Optional<PartSizes> to = PartSizes.parse(after.figures());
        return from.isPresent() && to.isPresent() ? PartGrowth.between(from.get(), to.get()) : List.of();
    }

    /** Returns the same for the runs that snapshots of one agent come from, oldest first. */
    public static List<Instant> restarts(List<Snapshot> snapshots) {
        List<Instant> restarts = new ArrayList<>();
        for (int i = 1; i < snapshots.size(); i++) {
            Capture.Origin origin = snapshots.get(i).origin();
            if (origin.segment() != snapshots.get(i - 1).origin().segment()) {
                boolean isKnown = origin.started().isAfter(Instant.EPOCH);
                restarts.add(isKnown ? origin.started() : snapshots.get(i).taken());
            }
        }
        return restarts;
    }

    /** Returns the sums of a snapshot; empty when it has gone meanwhile. */
    public Optional<Totals> totals(Snapshot snapshot) {
        try {
            return summaries.read(snapshot).map(summary -> Totals.of(summary.total()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the trend of an agent: a point for each snapshot, or for {@value #MOST_POINTS} snapshots, evenly spread, when
     * there are more.
     *
     * @param from the first moment
     * @param to the moment after the last
     * @param functions how many functions to follow
     */
    public Trend trend(AgentTag agent, Instant from, Instant to, int functions) throws IOException {
        List<Snapshot> snapshots = evenly(archive.list(agent.value(), from, to), MOST_POINTS);
        // The files are read twice: the figures of all functions at all times would fill the memory of a small process.
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

    /** Returns the stacks of all goroutines of an agent, as of its newest snapshot; empty where that was not kept. */
    public OptionalLong stackBytes(AgentTag agent) {
        return archive.newest(agent.value())
                .flatMap(newest -> PartSizes.parse(newest.figures()))
                .map(sizes -> sizes.bytes(MemoryPart.STACKS))
                .orElse(OptionalLong.empty());
    }

    /** Returns which parts of memory the present process of an agent grows in; empty while that cannot be told. */
    public Optional<MemoryTrend> memoryTrend(AgentTag agent) {
        List<Snapshot> ofProcess = ofNewestProcess(archive.list(agent.value()));
        List<MemoryTrend.State> states = new ArrayList<>();
        for (Snapshot snapshot : evenly(ofProcess, MOST_STATES)) {
            PartSizes.parse(snapshot.figures())
                    .ifPresent(sizes -> states.add(new MemoryTrend.State(snapshot.taken(), sizes)));
        }
        return MemoryTrend.of(states);
    }

    /** Returns those of some snapshots of an agent, oldest first, that are of the same process as the last. */
    static List<Snapshot> ofNewestProcess(List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return snapshots;
        }
        long newest = snapshots.get(snapshots.size() - 1).origin().segment();
        return snapshots.stream()
                .filter(snapshot -> snapshot.origin().segment() == newest)
                .toList();
    }

    /** Returns at most that many snapshots, evenly spread, the newest among them. */
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
                KeptFigures.parse(snapshot.figures()),
                ofFunctions);
    }

    /** Receives the number of snapshots that have been read. */
    @FunctionalInterface
    interface Progress {
        void at(int read, int of);
    }

    /** Returns all snapshots of an agent as a series for leak analysis; empty when there are none. */
    public Optional<Series> series(AgentTag agent) throws IOException {
        return series(agent, (read, of) -> {});
    }

    /** Returns the same, which takes minutes where thousands of summaries were lost. */
    Optional<Series> series(AgentTag agent, Progress progress) throws IOException {
        return series(agent, archive.list(agent.value()), Integer.MAX_VALUE, progress);
    }

    /**
     * Returns the snapshots of a time as a series for leak analysis; empty when there are none. Of snapshots whose summaries
     * were lost, it contains {@value #MOST_REMADE} at most.
     *
     * @param from the first moment
     * @param to the moment after the last
     */
    public Optional<Series> series(AgentTag agent, Instant from, Instant to) throws IOException {
        return series(agent, archive.list(agent.value(), from, to), MOST_REMADE, (read, of) -> {});
    }

    private Optional<Series> series(AgentTag agent, List<Snapshot> snapshots, int mostRemade, Progress progress)
            throws IOException {
        Series.Gatherer gatherer = new Series.Gatherer(snapshots.size());
        SummaryReader reader = new SummaryReader();
        AtomicInteger read = new AtomicInteger();
        summaries.forEach(snapshots, reader, mostRemade, (snapshot, summary) -> {
            gatherer.add(summary);
            progress.at(read.incrementAndGet(), snapshots.size());
        });
        reader.know(knownSites(snapshots, gatherer.stackIds()));
        return gatherer.series(agent.value());
    }

    /**
     * Returns the call sites with these ids. A profile lists all stacks that its process ever allocated from, so that the
     * last profile of a process has all of its call sites. The process before the newest counts, too: while the newest is
     * young, verdicts are about the one before.
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
