// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P1: a real process on a real disk is killed again and again while it stores. */
class KillTest {
    private static final int KEEP_ALL = 1_000_000;

    /** What the killed processes said they had stored, {@code id sha256}, in order. */
    private final List<String> reported = new ArrayList<>();

    private int lost;
    private int unreadable;

    @Test
    @Timeout(120)
    void S01_ten_kills_lose_nothing(@TempDir Path directory) throws Exception {
        killRepeatedly(directory, 10, KEEP_ALL);
    }

    @Test
    @Timeout(120)
    void S01_kills_while_retention_removes_lose_none_of_the_newest(@TempDir Path directory) throws Exception {
        killRepeatedly(directory, 5, 20);
    }

    @Tag("long")
    @Test
    void S01_two_hundred_kills_lose_nothing(@TempDir Path directory) throws Exception {
        killRepeatedly(directory, 200, KEEP_ALL);
    }

    private void killRepeatedly(Path directory, int rounds, int maxSnapshots) throws Exception {
        Random chance = new Random(rounds);
        for (int round = 0; round < rounds; round++) {
            int before = reported.size();
            writeAndKill(directory, round, maxSnapshots, 1 + chance.nextInt(40), chance.nextInt(40));
            assertThat(reported.size()).as("stored before the kill").isGreaterThan(before);
            look(directory, maxSnapshots, round);
        }
        System.out.printf(
                "kill -9 of a writing process, %d rounds, %d snapshots: %d lost, %d unreadable%n",
                rounds, reported.size(), lost, unreadable);
        assertThat(lost).as("lost").isZero();
        assertThat(unreadable).as("unreadable").isZero();
    }

    private void writeAndKill(Path directory, int round, int maxSnapshots, int reports, int moreMillis)
            throws IOException, InterruptedException {
        Process writer = ChildJvm.start(
                KilledWriter.class, directory.toString(), Integer.toString(round), Integer.toString(maxSnapshots));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
            for (int i = 0; i < reports; i++) {
                reported.add(readReport(lines));
            }
            Thread.sleep(moreMillis);
            writer.toHandle().destroyForcibly(); // unlike the process, the handle leaves the output open
            writer.waitFor();
            // The last line may be cut short: then the process had not finished saying it.
            lines.lines().filter(KillTest::isReport).forEach(reported::add);
        } finally {
            writer.destroyForcibly();
        }
    }

    private static String readReport(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null || !isReport(line)) {
            throw new IOException("the writing process ended by itself, its last words: " + line);
        }
        return line;
    }

    private static boolean isReport(String line) {
        return line.matches("machine-0/[0-9TZ-]{20} [0-9a-f]{64}");
    }

    /** Starts a store on what is left, and asks it for everything that must be there. */
    private void look(Path directory, int maxSnapshots, int round) throws IOException {
        try (SnapshotStore store = SnapshotStore.open(directory, Captures.KEEP_ALL, Captures.CHECK)) {
            assertThat(store.startUp().quarantined()).isZero();
            List<Snapshot> there = store.archive().list(Captures.AGENT);
            lost += (int) reported.stream()
                    .filter(report -> isMissing(report, there) && !mayBeRemoved(report, there, maxSnapshots))
                    .count();
            for (Snapshot snapshot : there) {
                unreadable += store.verify(snapshot.id()) ? 0 : 1;
            }
        }
    }

    private static boolean isMissing(String report, List<Snapshot> there) {
        return there.stream()
                .noneMatch(snapshot ->
                        report.equals(snapshot.id() + " " + snapshot.sha256().orElse("")));
    }

    /**
     * Retention spares the newest on disk. Those need not all be reported: a process may die after it stored and before
     * it said so.
     */
    private static boolean mayBeRemoved(String report, List<Snapshot> there, int maxSnapshots) {
        SnapshotId id =
                SnapshotId.parse(report.substring(0, report.indexOf(' '))).orElseThrow();
        long newer = there.stream()
                .filter(snapshot -> snapshot.id().compareTo(id) > 0)
                .count();
        return maxSnapshots < KEEP_ALL && newer >= KilledWriter.KEEP_NEWEST;
    }
}
