// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The results as a page of the documents: {@code src/site/markdown/sizes.md} is a copy of one. */
final class SizesPage {
    private static final String HEAD =
            """
            # Sizes and speed

            What `make bench` measured last, on a machine of %d processors. Each section says of how many runs: its figures are the medians
            of the runs' medians, its ratios those of the runs' ratios, and less is better. Absolute figures are those of that machine;
            ratios travel. The budgets are the design's. `make bench BENCH=parse` runs one group, once.
            What stands between the missed budgets of reading a profile and their figures: [where the time goes](speed.md).
            """;

    private SizesPage() {}

    static void write(JsonNode results, Path target) throws IOException {
        StringBuilder page = new StringBuilder();
        int processors = 0;
        for (Map.Entry<String, JsonNode> group : results.properties()) {
            processors = group.getValue().get("processors").asInt();
            page.append("\n## ").append(group.getKey()).append("\n\n");
            page.append(capital(group.getValue().get("title").asText())).append(". ");
            int runs = group.getValue().path("runs").asInt(1);
            page.append(runs == 1 ? "One run.\n\n" : "Medians of " + runs + " runs.\n\n");
            page.append("| | juju-heap | peer | | ratio | budget | |\n|---|--:|--:|---|--:|---|---|\n");
            group.getValue().get("rows").forEach(row -> page.append(line(row)));
            if (group.getKey().equals("growth")) {
                page.append("\n![How cost grows with stacks and snapshots](../images/growth.svg)\n");
                Files.writeString(
                        target.resolve("growth.svg"),
                        GrowthPlot.svg(group.getValue().get("rows")));
            }
        }
        Files.writeString(target.resolve("bench.md"), HEAD.formatted(processors) + page);
    }

    private static String capital(String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    private static String line(JsonNode row) {
        return "| " + row.get("what").asText() + " | " + number(row, "ours", "%.3g") + " | "
                + number(row, "peer", "%.3g")
                + " | " + row.get("unit").asText() + " | " + number(row, "ratio", "%.2fx") + " | "
                + row.path("budget").asText("") + " | " + row.path("verdict").asText("") + " |\n";
    }

    private static String number(JsonNode row, String field, String format) {
        if (!row.has(field)) {
            return "";
        }
        double value = row.get(field).asDouble();
        boolean isLarge = format.equals("%.3g") && Math.abs(value) >= 1_000;
        boolean isRound = format.equals("%.3g") && value == Math.rint(value);
        return String.format(Locale.ROOT, isLarge || isRound ? "%.0f" : format, value);
    }
}
