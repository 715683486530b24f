// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** All results as JSON, for whoever wants to plot them or compare two runs. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode root = JSON.createObjectNode();

    Results() {
        root.put("measured", Instant.now().toString())
                .put("processors", Runtime.getRuntime().availableProcessors());
    }

    void add(Bench bench, List<Row> rows) {
        ArrayNode array = root.withObjectProperty(bench.name())
                .put("title", bench.title())
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

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), root);
    }
}
