// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.FailureException;
import io.jujuheap.render.Json;
import io.jujuheap.render.MemoryView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code memory}: the current parts of the agent's resident memory. */
final class MemoryParts implements Action {
    @Override
    public Map<String, String> run(Request request) throws FailureException {
        request.progress().accept("Asking the agent for its metrics");
        MemoryView memory = request.heap().memory(request.agent());
        Map<String, String> results = new LinkedHashMap<>();
        results.put("agent", memory.source());
        if (memory.takenAt() != null) {
            results.put("taken", Texts.time(Instant.parse(memory.takenAt())));
        }
        if (memory.residentBytes() != null) {
            results.put("resident-bytes", memory.residentBytes().toString());
        }
        results.put("memory", request.text("format", "table").equals("json") ? Json.text(memory) : table(memory));
        return results;
    }

    private static String table(MemoryView memory) {
        return Texts.bounded(Texts.RENDERER.text(memory));
    }
}
