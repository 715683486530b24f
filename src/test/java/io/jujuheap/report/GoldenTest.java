// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.io.UsageException;
import io.jujuheap.testkit.Golden;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every report on every recorded profile equals what {@code go tool pprof} printed, whole: the lines over the table too.
 * How the goldens are made and written down is told in {@code src/test/go/goldens.sh}.
 */
class GoldenTest {
    private final List<String> differences = new ArrayList<>();

    @Test
    void every_report_equals_that_of_pprof() {
        Collection<Golden> goldens = combinations();
        goldens.forEach(this::compare);
        System.out.println("equal to go tool pprof: " + (goldens.size() - differences.size()) + " of " + goldens.size()
                + " reports, byte for byte");
        assertThat(goldens).as("goldens found").hasSizeGreaterThan(4_000);
        assertThat(differences).as("differences from go tool pprof").isEmpty();
    }

    /** What pprof printed for each profile and arguments; a complaint only where it printed nothing else. */
    private static Collection<Golden> combinations() {
        Map<String, Golden> combinations = new LinkedHashMap<>();
        for (Golden golden : Golden.all()) {
            if (golden.kind() == Golden.Kind.COMPLAINT) {
                combinations.putIfAbsent(golden.toString(), golden);
            } else {
                combinations.put(golden.toString(), golden);
            }
        }
        return combinations.values();
    }

    private void compare(Golden golden) {
        String arguments = String.join(" ", golden.arguments());
        String expected = golden.kind() == Golden.Kind.COMPLAINT ? "" : golden.text();
        String actual = report(golden, arguments);
        String weight = arguments.contains("-cum") ? "cum" : "flat";
        boolean same = golden.kind() == Golden.Kind.UNORDERED
                ? TiedRows.sorted(actual, weight).equals(TiedRows.sorted(expected, weight))
                : actual.equals(expected);
        if (!same) {
            differences.add(golden + firstDifference(expected, actual));
        }
    }

    /** The report, empty when there is an error instead: then pprof prints nothing to its standard output either. */
    private static String report(Golden golden, String arguments) {
        try {
            return PprofArguments.report(arguments, golden.profile().profile(), base -> golden.base()
                    .orElseThrow()
                    .profile());
        } catch (UsageException e) {
            return "";
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
