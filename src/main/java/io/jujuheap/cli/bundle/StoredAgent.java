// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.source.BundleSource;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.io.FileErrors;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Adds to a bundle what a store holds of an agent: its profiles over time, and the verdicts on them. */
final class StoredAgent {
    /** Of a longer history, so many profiles are taken, evenly spread, the newest among them. */
    private static final int MOST_PROFILES = 200;

    private StoredAgent() {}

    /** @throws FailureException with a sentence, when the store cannot be read */
    static void addTo(AgentFiles files, SnapshotArchive archive, Path store) throws FailureException {
        try {
            List<Snapshot> all = archive.list(files.agent());
            addVerdicts(files, SnapshotHistory.of(archive));
            addGoroutines(files, store);
            for (int i = 0; i < all.size(); i++) {
                if (isTaken(i, all.size())) {
                    add(files, archive, all.get(i));
                }
            }
        } catch (IOException e) {
            throw new FailureException("cannot read the store in " + store + ": " + FileErrors.reason(e, store), e);
        }
    }

    private static boolean isTaken(int index, int count) {
        int step = (count - 1) / MOST_PROFILES + 1;
        return (count - 1 - index) % step == 0;
    }

    private static void add(AgentFiles files, SnapshotArchive archive, Snapshot snapshot) throws IOException {
        Optional<byte[]> bytes = archive.read(snapshot);
        if (bytes.isPresent()) {
            String name = "series/" + snapshot.id().name() + ".pb.gz";
            files.add(name, bytes.get(), "a heap profile taken at " + snapshot.taken());
        }
    }

    private static void addVerdicts(AgentFiles files, SnapshotHistory history) throws IOException {
        history.series(new AgentTag(files.agent()))
                .map(LeakAnalysis::verdicts)
                .ifPresent(report -> files.addReport(
                        "leaks",
                        PrintableReport.of(report),
                        "the verdicts on the call sites that grew over the series"));
    }

    private static void addGoroutines(AgentFiles files, Path store) throws IOException {
        Optional<SnapshotArchive> archive = ProfileStores.goroutinesIn(store);
        for (Snapshot snapshot : archive.map(found -> found.list(files.agent())).orElse(List.of())) {
            Optional<byte[]> bytes = archive.get().read(snapshot);
            if (bytes.isPresent()) {
                String name = "goroutines-" + snapshot.id().name() + ".pb.gz";
                files.add(name, bytes.get(), "the goroutines at " + snapshot.taken());
            }
        }
    }

    /** Returns the newest and the oldest heap profile of the series, from the newest on; one, two or none. */
    static List<byte[]> ends(AgentFiles files) {
        List<byte[]> series = files.files().stream()
                .filter(file -> file.name().startsWith("series/"))
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
