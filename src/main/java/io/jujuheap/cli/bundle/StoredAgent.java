// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.cli.source.BundleSource;
import io.jujuheap.collect.GoroutineHistory;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileErrors;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Adds to a bundle the data of an agent in a store: its profiles over time, and the verdicts on them. */
final class StoredAgent {
    /** The most profiles in a bundle; of a longer history, an evenly spread selection with the newest. */
    private static final int MOST_PROFILES = 200;

    private StoredAgent() {}

    /** @throws FailureException with a sentence, when the store cannot be read */
    static void addTo(AgentFiles files, SnapshotArchive archive, Path store) throws FailureException {
        try {
            SnapshotHistory history = SnapshotHistory.of(archive);
            Optional<LeakReport> heap = history.series(tag(files)).map(LeakAnalysis::verdicts);
            heap.ifPresent(report -> files.addReport(
                    "leaks", PrintableReport.of(report), "the verdicts on the call sites that grew over the series"));
            Optional<SnapshotArchive> goroutines = ProfileStores.goroutinesIn(store);
            if (goroutines.isPresent()) {
                addGoroutines(files, goroutines.get(), heap, history.stackBytes(tag(files)));
            }
            addSeries(files, archive, AgentFiles.HEAPS, "a heap profile taken at ");
        } catch (IOException e) {
            throw new FailureException("cannot read the store in " + store + ": " + FileErrors.reason(e, store), e);
        }
    }

    private static boolean isTaken(int index, int count) {
        int step = (count - 1) / MOST_PROFILES + 1;
        return (count - 1 - index) % step == 0;
    }

    private static void addSeries(AgentFiles files, SnapshotArchive archive, String folder, String about)
            throws IOException {
        List<Snapshot> all = archive.list(files.agent());
        for (int i = 0; i < all.size(); i++) {
            Optional<byte[]> bytes = isTaken(i, all.size()) ? archive.read(all.get(i)) : Optional.empty();
            if (bytes.isPresent()) {
                String name = folder + all.get(i).id().name() + ".pb.gz";
                files.add(name, bytes.get(), about + all.get(i).taken());
            }
        }
    }

    private static AgentTag tag(AgentFiles files) {
        return new AgentTag(files.agent());
    }

    private static void addGoroutines(
            AgentFiles files, SnapshotArchive archive, Optional<LeakReport> heap, OptionalLong stackBytes)
            throws IOException {
        Optional<GoroutineReport> alone = GoroutineHistory.of(archive).report(tag(files), Instant.MIN, Instant.MAX);
        alone.map(report -> heap.isPresent() ? report.with(heap.get(), stackBytes) : report)
                .ifPresent(report -> files.addReport(
                        "goroutine-leaks",
                        PrintableReport.of(report),
                        "the verdicts on the stacks of goroutines over the series"));
        addSeries(files, archive, AgentFiles.GOROUTINES, "the goroutines at ");
    }

    /** Returns the newest and the oldest heap profile of the series, in this order; one, two or none. */
    static List<byte[]> ends(AgentFiles files) {
        List<byte[]> series = files.files().stream()
                .filter(file -> file.name().startsWith(AgentFiles.HEAPS))
                .map(AgentFiles.BundleFile::bytes)
                .toList();
        Optional<byte[]> now = files.bytes(BundleSource.HEAP);
        if (series.isEmpty()) {
            return now.map(List::of).orElse(List.of());
        }
        byte[] newest = now.orElse(series.get(series.size() - 1));
        return newest == series.get(0) ? List.of(newest) : List.of(newest, series.get(0));
    }
}
