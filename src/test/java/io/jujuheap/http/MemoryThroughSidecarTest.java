// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.cli.CommandLine;
import io.jujuheap.testkit.MemoryProgram;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Promtool;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar before a Go program that holds memory outside of Go: interface, metrics and command agree with the kernel. */
class MemoryThroughSidecarTest {
    private static final Pattern SERIES =
            Pattern.compile("(?m)^juju_agent_memory_bytes\\{agent=\"machine-0\",part=\"([a-z_]+)\"} (\\S+)$");
    private static final long TOLERANCE = 4 << 20;

    @TempDir
    static Path folder;

    private static MemoryProgram program;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void start() throws Exception {
        program = MemoryProgram.start(folder.resolve("introspection.socket"), "c");
        sidecar = RunningSidecar.of(program.address());
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        program.close();
    }

    @Test
    void the_parts_add_up_to_what_the_kernel_counts() throws Exception {
        JsonNode memory =
                new ObjectMapper().readTree(sidecar.get("/api/v1/memory").body());
        assertThat(memory.get("source").asText()).isEqualTo("machine-0");
        assertThat(memory.get("residentBytes").asLong())
                .isEqualTo(memory.get("sumBytes").asLong());
        assertThat(memory.get("sumBytes").asLong()).isCloseTo(program.residentByMapping(), within(TOLERANCE));
    }

    @Test
    void the_metrics_have_a_series_for_each_part_and_promtool_has_no_complaint() throws Exception {
        sidecar.get("/api/v1/memory");
        byte[] page = sidecar.get("/metrics").body();
        Map<String, Double> parts = new TreeMap<>();
        for (Matcher series = SERIES.matcher(new String(page, java.nio.charset.StandardCharsets.UTF_8));
                series.find(); ) {
            parts.put(series.group(1), Double.valueOf(series.group(2)));
        }
        assertThat(parts.keySet())
                .containsExactly(
                        "collector",
                        "files",
                        "half_empty",
                        "live_heap",
                        "outside_go",
                        "runtime",
                        "shared",
                        "stacks",
                        "swapped");
        assertThat(parts.get("outside_go")).isCloseTo(program.bytes(), within(0.1 * program.bytes()));
        parts.remove("swapped");
        assertThat(parts.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo((double) program.residentByMapping(), within((double) TOLERANCE));
        assertThat(Promtool.run(page, "check", "metrics")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void the_command_prints_what_the_sidecar_answers() throws Exception {
        CommandLine line = new CommandLine();
        Outcome json = line.run("memory", "--format", "json", sidecar.address().toString());
        assertThat(json.err()).isEmpty();
        assertThat(new ObjectMapper().readTree(json.out()).get("source").asText())
                .isEqualTo("machine-0");
        assertThat(line.run("memory", sidecar.address() + "/api/v1/memory?agent=machine-0")
                        .out())
                .contains("The largest part is outside of Go, ", "  outside of Go\n");
        assertThat(line.run("memory", sidecar.address().toString(), "-o", "x").err())
                .endsWith(": a sidecar tells the parts without stacks; -o needs the agent itself\n");
    }

    @Test
    void a_snapshot_keeps_the_parts_for_the_trend() throws Exception {
        sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
        JsonNode memory =
                new ObjectMapper().readTree(sidecar.get("/api/v1/trend").body()).get("memory");
        long sum = 0;
        for (JsonNode part : memory.get("parts")) {
            boolean isResident = !part.get("part").asText().equals("swapped");
            sum += isResident ? part.at("/bytes/0").asLong() : 0;
        }
        assertThat(sum)
                .isEqualTo(memory.at("/residentBytes/0").asLong())
                .isCloseTo(program.residentByMapping(), within(TOLERANCE));
    }
}
