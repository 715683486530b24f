// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * A series of real Go heaps that {@code src/test/go/leakbench} wrote, and what is true of it.
 *
 * @param scenario its name
 * @param seed its seed
 * @param isLeak whether it leaks at all
 * @param culprits the functions that leak
 * @param accomplices the functions whose memory leaks along with theirs
 * @param series the snapshots
 */
record BenchSeries(
        String scenario, int seed, boolean isLeak, Set<String> culprits, Set<String> accomplices, Series series) {

    /** Reads what leakbench has written; whatever is wrong with it ends the bench. */
    static BenchSeries read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<ProfileSummary> summaries = new ArrayList<>();
            Summarizer summarizer = new Summarizer();
            ProfileReader reader = ProfileReader.withLimits(Limits.DEFAULT);
            for (String[] row : rows(zip, "series.tsv")) {
                Profile profile = reader.read(bytes(zip, row[0]));
                summaries.add(summarizer.summarize(info(row, profile), profile));
            }
            return withTruth(
                    rows(zip, "truth.tsv"), Series.of(file.getFileName().toString(), summaries));
        } catch (IOException | MalformedProfileException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static SnapshotInfo info(String[] row, Profile profile) {
        return new SnapshotInfo(
                row[0],
                Long.parseLong(row[1]),
                profile.info().period(),
                process(row[3]),
                OptionalLong.of(Long.parseLong(row[2])),
                OptionalLong.of(Long.parseLong(row[4])),
                OptionalLong.of(Long.parseLong(row[5])));
    }

    /** Reads {@code process-1}: in a series, each process has a number of its own. */
    private static ProcessMarks process(String name) {
        long number = Long.parseLong(name.substring(name.indexOf('-') + 1));
        return new ProcessMarks(OptionalLong.empty(), OptionalLong.of(number), Optional.empty());
    }

    private static BenchSeries withTruth(List<String[]> truth, Series series) {
        String[] head = truth.get(0);
        Set<String> culprits = new HashSet<>();
        Set<String> accomplices = new HashSet<>();
        for (String[] row : truth.subList(1, truth.size())) {
            (row[0].equals("leak") ? culprits : accomplices).add(row[1]);
        }
        return new BenchSeries(
                head[1], Integer.parseInt(head[2]), head[0].equals("leak"), culprits, accomplices, series);
    }

    private static List<String[]> rows(ZipFile zip, String name) throws IOException {
        return new String(bytes(zip, name), UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        return zip.getInputStream(zip.getEntry(name)).readAllBytes();
    }

    /** How right a report is. */
    Outcome judge(LeakReport report) {
        List<String> named = report.leaks().stream().map(SiteVerdict::function).toList();
        boolean found = isLeak
                && named.containsAll(culprits)
                && (culprits.contains(named.get(0)) || accomplices.contains(named.get(0)));
        boolean falseAlarm =
                named.stream().anyMatch(function -> !culprits.contains(function) && !accomplices.contains(function));
        return new Outcome(found, falseAlarm, named);
    }

    /**
     * How right a report is.
     *
     * @param found whether all culprits are named, and the first in the list leaks in truth
     * @param falseAlarm whether something that does not leak is said to
     * @param named what is said to leak
     */
    record Outcome(boolean found, boolean falseAlarm, List<String> named) {}
}
