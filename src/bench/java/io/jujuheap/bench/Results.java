// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** All results as JSON, for whoever wants to plot them or compare two runs. What only other runs measured is kept. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final ObjectNode root;

    Results(Path file) throws IOException {
        this.file = file;
        this.root = Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
    }

    /** Puts the rows of a bench, medians of so many runs, in the place of those it had. */
    void put(Bench bench, List<Row> rows, int runs) {
        ArrayNode array = root.putObject(bench.name())
                .put("title", bench.title())
                .put("measured", Instant.now().toString())
                .put("runs", runs)
                .put("processors", Runtime.getRuntime().availableProcessors())
                .putArray("rows");
        for (Row row : rows) {
            ObjectNode node = array.addObject()
                    .put("what", row.what())
                    .put("unit", row.unit())
                    .put("ours", row.ours());
            if (!Double.isNaN(row.peer())) {
                node.put("peer", row.peer()).put("ratio", row.ratio());
            }
            row.budget()
                    .ifPresent(budget -> node.put("budget", budget.toString()).put("verdict", row.verdict()));
        }
    }

    void write() throws IOException {
        JSON.writeValue(file.toFile(), root);
        SizesPage.write(root, file.toAbsolutePath().resolveSibling(""));
    }
}
