// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables without the order that pprof leaves to chance: rows of equal weight and equal name. It has such rows where it
 * tells functions of one file apart and prints only the file. The running sum depends on their order and is left out.
 */
final class TiedRows {
    private static final Pattern ROW =
            Pattern.compile(" *(?<flat>\\S+) +\\S+ +\\S+ +(?<cum>\\S+) +\\S+  (?<name>.*?)(?<tag> \\(.*inline\\))?");

    private TiedRows() {}

    /**
     * The table with its ties sorted.
     *
     * @param weight the column that it is sorted by: {@code flat} or {@code cum}
     */
    static String sorted(String table, String weight) {
        List<String> sorted = new ArrayList<>();
        List<String> tied = new ArrayList<>();
        String group = "";
        for (String line : table.split("\n", -1)) {
            Matcher row = ROW.matcher(line);
            String key = row.matches() ? row.group(weight) + " " + row.group("name") : line;
            if (!key.equals(group)) {
                flush(tied, sorted);
                group = key;
            }
            tied.add(row.matches() ? line.replaceFirst("^( *\\S+ +\\S+) +\\S+", "$1") : line);
        }
        flush(tied, sorted);
        return String.join("\n", sorted);
    }

    private static void flush(List<String> tied, List<String> sorted) {
        tied.sort(null);
        sorted.addAll(tied);
        tied.clear();
    }
}
