// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * A series of real Go heaps that {@code src/test/go/leakbench} wrote, and what is true of it.
 *
 * @param scenario its name
 * @param seed its seed
 * @param isLeak whether it leaks at all
 * @param set what part its scenario had in tuning
 * @param culprits the functions that leak
 * @param accomplices the functions whose memory leaks along with theirs
 * @param rates how fast the leaks of steady rate leak in the last process
 * @param series the snapshots
 */
record BenchSeries(
        String scenario,
        int seed,
        boolean isLeak,
        ScenarioSet set,
        Set<String> culprits,
        Set<String> accomplices,
        Map<String, Rate> rates,
        Series series) {

    /** How fast a function leaks in truth, and since when. */
    record Rate(double bytesPerHour, Instant began) {}

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
            List<String[]> snapshots = rows(zip, "series.tsv");
            String lastProcess = snapshots.get(snapshots.size() - 1)[3];
            return withTruth(
                    rows(zip, "truth.tsv"),
                    lastProcess,
                    Series.of(file.getFileName().toString(), summaries));
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

    static BenchSeries withTruth(List<String[]> truth, String lastProcess, Series series) {
        String[] head = truth.get(0);
        Set<String> culprits = new HashSet<>();
        Set<String> accomplices = new HashSet<>();
        Map<String, Rate> rates = new HashMap<>();
        for (String[] row : truth.subList(1, truth.size())) {
            switch (row[0]) {
                case "leak" -> culprits.add(row[1]);
                case "also" -> accomplices.add(row[1]);
                default -> {
                    if (row[1].equals(lastProcess)) {
                        Instant began = Instant.ofEpochSecond(0, Long.parseLong(row[4]));
                        rates.put(row[2], new Rate(Double.parseDouble(row[3]), began));
                    }
                }
            }
        }
        boolean isLeak = head[0].equals("leak");
        int seed = Integer.parseInt(head[2]);
        return new BenchSeries(head[1], seed, isLeak, ScenarioSet.of(head[3]), culprits, accomplices, rates, series);
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

    /** Judges the series and says how right that is. */
    Outcome judge() {
        LeakReport report = LeakAnalysis.verdicts(series);
        List<String> named = report.leaks().stream().map(SiteVerdict::function).toList();
        boolean found = isLeak
                && named.containsAll(culprits)
                && (culprits.contains(named.get(0)) || accomplices.contains(named.get(0)));
        boolean falseAlarm =
                named.stream().anyMatch(function -> !culprits.contains(function) && !accomplices.contains(function));
        List<SiteVerdict> rated = report.leaks().stream()
                .filter(leak -> rates.containsKey(leak.function()))
                .filter(leak -> leak.restarted().isEmpty())
                .toList();
        long covered = rated.stream().filter(this::isCovered).count();
        return new Outcome(found, falseAlarm, named, rated.size(), (int) covered, limits(report), lateness(rated));
    }

    /** By how much too late each leak is said to have begun, as a share of the watch of its process; negative when too early. */
    private List<Double> lateness(List<SiteVerdict> rated) {
        List<Double> shares = new ArrayList<>();
        String process = series.last().info().process().toString();
        long watchBegan = series.snapshots().stream()
                .map(ProfileSummary::info)
                .filter(info -> info.process().toString().equals(process))
                .mapToLong(SnapshotInfo::timeNanos)
                .min()
                .orElseThrow();
        double watch = series.last().info().timeNanos() - watchBegan;
        for (SiteVerdict leak : rated) {
            Instant began = requireNonNull(rates.get(leak.function())).began;
            leak.evidence()
                    .firstSeen()
                    .ifPresent(seen -> shares.add(Duration.between(began, seen).toNanos() / watch));
        }
        return shares;
    }

    private boolean isCovered(SiteVerdict leak) {
        double truth = requireNonNull(rates.get(leak.function())).bytesPerHour;
        Slope slope = leak.evidence().slope();
        return slope.low() <= truth && truth <= slope.high();
    }

    /**
     * The limit is set where the leaks arrive in four hours, if memory keeps its proportion to the heap: whether the report
     * says so; empty where the truth or the report gives no time.
     */
    private Optional<Boolean> limits(LeakReport report) {
        Set<String> named = report.leaks().stream().map(SiteVerdict::function).collect(Collectors.toSet());
        if (!rates.keySet().equals(culprits) || !named.equals(culprits)) {
            return Optional.empty();
        }
        double hours = 4;
        double rate = rates.values().stream().mapToDouble(Rate::bytesPerHour).sum();
        ProfileSummary last = series.last();
        double live = last.total().inuseBytes();
        double proportion = Math.max(1, last.info().residentBytes().orElseThrow() / live);
        MemoryLimit limit = new MemoryLimit(Math.round(proportion * (live + hours * rate)), MemoryLimit.Source.OPTION);
        return LeakAnalysis.verdicts(series.withMemoryLimit(Optional.of(limit)))
                .timeToLimit()
                .map(time -> time.soonestHours() <= hours && hours <= time.latestHours());
    }

    /**
     * How right a report is.
     *
     * @param found whether all culprits are named, and the first in the list leaks in truth
     * @param falseAlarm whether something that does not leak is said to
     * @param named what is said to leak
     * @param rated how many of them leak at a known rate
     * @param covered how many of those have an interval that covers it
     * @param limit whether the interval of the time to a limit covers the truth; empty where it has none
     * @param lateness by how much too late each of those that leak at a known rate is said to have begun, as a share of the watch
     */
    record Outcome(
            boolean found,
            boolean falseAlarm,
            List<String> named,
            int rated,
            int covered,
            Optional<Boolean> limit,
            List<Double> lateness) {}
}
