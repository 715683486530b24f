// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.Sha256;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.render.LeaksView;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that an upgrade finds: five profiles of a leaking Go program, written by the first revision of the charm, before
 * facts had figures of memory.
 */
class OlderStoreTest {
    private static final Path RECORDED = Path.of("src/test/resources/stores/0.1.0");
    private static final AgentTag AGENT = new AgentTag("machine-0");

    @TempDir
    Path folder;

    @Test
    void nothing_of_it_is_lost() throws Exception {
        copy();
        SnapshotArchive archive = SnapshotArchive.open(folder);
        assertThat(archive.list(AGENT.value())).hasSize(5).allSatisfy(snapshot -> {
            assertThat(snapshot.trigger()).isEqualTo(Trigger.TIMER);
            assertThat(snapshot.origin().pid()).isPositive();
            assertThat(snapshot.sha256())
                    .contains(Sha256.hex(archive.read(snapshot).orElseThrow()));
        });
    }

    @Test
    void its_summaries_tell_what_its_profiles_tell() throws Exception {
        copy();
        LeaksView bySummaries = verdicts();
        assertThat(bySummaries.snapshots()).isEqualTo(5);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path summary :
                    files.filter(file -> file.toString().endsWith(".summary")).toList()) {
                Files.delete(summary);
            }
        }
        assertThat(figures(verdicts())).isEqualTo(figures(bySummaries));
    }

    /** Without the rates: a summary has the time of its capture to the nanosecond, the facts to the millisecond. */
    private static List<String> figures(LeaksView verdicts) {
        return verdicts.sites().stream()
                .map(site -> site.stack() + " " + site.verdict() + " " + site.inuseBytes() + " " + site.freedPercent())
                .toList();
    }

    @Test
    void it_is_gone_on_with() throws Exception {
        copy();
        try (SnapshotStore store = open()) {
            Snapshot last = store.archive().newest(AGENT.value()).orElseThrow();
            byte[] bytes = store.archive().read(last).orElseThrow();
            store.store(
                    new Capture(AGENT.value(), last.taken().plusSeconds(60), Trigger.MANUAL, last.origin()),
                    bytes,
                    new byte[0]);
        }
        try (SnapshotStore store = open()) {
            List<Snapshot> all = store.archive().list(AGENT.value());
            assertThat(all).hasSize(6);
            assertThat(all.get(5).trigger()).isEqualTo(Trigger.MANUAL);
        }
    }

    private SnapshotStore open() throws IOException {
        return SnapshotStore.open(
                folder,
                Retention.DEFAULT.withMaxAge(Duration.ofDays(36_500)).withTiers(List.of()),
                bytes -> Optional.empty());
    }

    private LeaksView verdicts() throws IOException {
        SnapshotHistory history = SnapshotHistory.of(SnapshotArchive.open(folder));
        return LeaksView.of(LeakAnalysis.verdicts(history.series(AGENT).orElseThrow()));
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(RECORDED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(RECORDED.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }
}
