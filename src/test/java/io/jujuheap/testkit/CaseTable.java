// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of hostile cases, for people to read: {@code target/hostile-cases.txt}, a line for each case with its outcomes
 * and the longest time it took. Test classes add to it one after the other; a case that is run again replaces its line.
 */
public final class CaseTable {
    private static final Path FILE = Path.of("target", "hostile-cases.txt");
    private static final String ROW = "%-78s | %-34s | %s";

    private final Map<String, Cell> cells = new TreeMap<>();

    private record Cell(Collection<String> outcomes, Duration longest) {}

    /** Notes an outcome; {@code name} starts with the number of the case, such as {@code A01}. */
    public synchronized void add(String name, String outcome, Duration took) {
        Cell before = cells.getOrDefault(name, new Cell(new TreeSet<>(), Duration.ZERO));
        before.outcomes().add(outcome);
        cells.put(name, new Cell(before.outcomes(), took.compareTo(before.longest()) > 0 ? took : before.longest()));
    }

    /** Writes what was noted into the file. */
    public synchronized void write() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        if (Files.exists(FILE)) {
            Files.readAllLines(FILE).forEach(line -> lines.put(nameIn(line), line));
        }
        cells.forEach((name, cell) -> {
            String outcomes = cell.outcomes().stream().collect(Collectors.joining(", "));
            String seconds =
                    String.format(Locale.ROOT, "%6.3f s", cell.longest().toNanos() / 1e9);
            lines.put(name, String.format(ROW, name, outcomes, seconds));
        });
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, lines.values());
    }

    private static String nameIn(String line) {
        int end = line.indexOf(" |");
        return end < 0 ? line : line.substring(0, end).strip();
    }
}
