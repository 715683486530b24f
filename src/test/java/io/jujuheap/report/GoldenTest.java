// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every report on every recorded profile equals what {@code go tool pprof} printed, whole: the lines over the table too.
 * How the goldens are made and written down is told in {@code src/test/go/goldens.sh}.
 */
class GoldenTest {
    /** Sections that are no report of ours, with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of("-raw", "a dump of the profile, not a report");

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> exceptions = new TreeMap<>();
    private int compared;
    private int sections;

    @Test
    void every_report_equals_that_of_pprof() {
        for (Path golden : Recordings.goldens()) {
            compare(golden);
        }
        System.out.println("compared " + compared + " of " + sections + " combinations; not compared: " + exceptions);
        assertThat(compared).as("goldens found").isGreaterThan(2000);
        assertThat(differences).as("differences from go tool pprof").isEmpty();
    }

    private void compare(Path golden) {
        Map<String, String> byArguments = sections(Recordings.inflated(golden));
        Path relative = Recordings.GOLDENS.relativize(golden);
        String recording = relative.getName(0).toString();
        String name = relative.getName(1).toString().replaceAll("(--.*)?\\.txt\\.gz$", "");
        byArguments.forEach((arguments, expected) -> {
            sections++;
            String reason = EXCEPTIONS.get(arguments);
            if (reason != null) {
                exceptions.merge(arguments + ": " + reason, 1, Integer::sum);
                return;
            }
            compared++;
            compare(recording + "/", name + ".pb.gz", arguments, expected);
        });
    }

    private void compare(String folder, String file, String arguments, String expected) {
        boolean shuffled = arguments.startsWith("~");
        String actual = report(folder, file, shuffled ? arguments.substring(1) : arguments);
        String weight = arguments.contains("-cum") ? "cum" : "flat";
        boolean same = shuffled
                ? TiedRows.sorted(actual, weight).equals(TiedRows.sorted(expected, weight))
                : actual.equals(expected);
        if (!same) {
            differences.add(folder + file + " " + arguments + firstDifference(expected, actual));
        }
    }

    /** The report, empty when there is an error instead: then pprof prints nothing to its standard output either. */
    private static String report(String folder, String file, String arguments) {
        try {
            return PprofArguments.report(
                    arguments, Recordings.profile(folder + file), base -> Recordings.profile(folder + base));
        } catch (UsageException e) {
            return "";
        }
    }

    /** What each list of arguments printed; nothing, where it only printed errors. */
    private static Map<String, String> sections(String golden) {
        Map<String, String> sections = new LinkedHashMap<>();
        String arguments = "";
        StringBuilder section = new StringBuilder();
        for (String line : golden.split("(?<=\n)", -1)) {
            if (line.startsWith("### ")) {
                put(sections, arguments, section.toString());
                arguments = line.substring("### ".length()).strip();
                section.setLength(0);
            } else {
                section.append(line);
            }
        }
        put(sections, arguments, section.toString());
        return sections;
    }

    private static void put(Map<String, String> sections, String arguments, String section) {
        if (arguments.startsWith("!")) {
            sections.putIfAbsent(arguments.substring(1), "");
        } else if (!arguments.isEmpty()) {
            sections.put(arguments, section);
        }
    }

    private static String firstDifference(String expected, String actual) {
        String[] expectedLines = expected.split("\n", -1);
        String[] actualLines = actual.split("\n", -1);
        int line = 0;
        while (line < Math.min(expectedLines.length, actualLines.length)
                && expectedLines[line].equals(actualLines[line])) {
            line++;
        }
        return "\n  line " + (line + 1) + " of pprof: " + lineOrEnd(expectedLines, line) + "\n  line " + (line + 1)
                + " of ours:  " + lineOrEnd(actualLines, line);
    }

    private static String lineOrEnd(String[] lines, int line) {
        return line < lines.length ? lines[line] : "(end)";
    }
}
