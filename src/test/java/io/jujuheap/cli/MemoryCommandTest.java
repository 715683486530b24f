// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.io.KernelFile;
import io.jujuheap.testkit.MemoryProgram;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code juju-heap memory} of a live Go program that holds 300 MiB of C memory, and of files. */
class MemoryCommandTest {
    private static final String RECORDING = "src/test/resources/profiles/jsonserver-go1.26/";

    @TempDir
    static Path folder;

    private static MemoryProgram program;
    private static String socket;

    private final CommandLine line = new CommandLine();

    @BeforeAll
    static void start() throws Exception {
        Path file = folder.resolve("agents/machine-0/introspection.socket");
        program = MemoryProgram.start(file, "c");
        socket = "unix:" + file;
    }

    @AfterAll
    static void stop() throws Exception {
        program.close();
    }

    @Test
    void the_parts_of_an_agent_add_up_to_the_kernels_own_sum() throws IOException {
        JsonNode memory = json(line.run("memory", "--format", "json", socket));
        long resident = KernelFile.bytes(Path.of("/proc/" + program.pid() + "/status"), "VmRSS")
                .orElseThrow();
        long sum = 0;
        for (JsonNode part : memory.get("parts")) {
            sum += part.get("part").asText().equals("swapped")
                    ? 0
                    : part.get("bytes").asLong();
        }
        assertThat(sum).isEqualTo(memory.get("residentBytes").asLong()).isCloseTo(resident, within(4L << 20));
        assertThat(memory.get("explanation").asText()).contains("The largest part is outside of Go, ", "dqlite");
    }

    @Test
    void an_agent_is_named_by_its_tag_and_its_table_leads_with_the_largest_part() {
        Outcome outcome = line.run("memory", "--data-dir", folder.toString(), "machine-0");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("Resident memory is ")
                .contains(
                        "BYTES  SHARE  PART",
                        "  outside of Go\n",
                        "100%  resident memory\n",
                        "Outside of Go is a lower");
    }

    @Test
    void as_a_profile_it_has_the_sum_for_its_total() throws IOException {
        Path file = folder.resolve("memory.pb.gz");
        assertThat(line.run("memory", socket, "-o", file.toString())).isEqualTo(new Outcome(0, "", ""));
        JsonNode top = json(line.run("top", "--format", "json", file.toString()));
        assertThat(top.at("/sampleType/type").asText()).isEqualTo("memory_space");
        assertThat(top.get("total").asLong())
                .isCloseTo(
                        json(line.run("memory", "--format", "json", socket))
                                .get("sumBytes")
                                .asLong(),
                        within(4L << 20));
        assertThat(top.at("/rows/0/function").asText()).isEqualTo("[outside of Go]");
        assertThat(line.run("peek", "goroutine stacks", file.toString()).out())
                .as("stacks of goroutines")
                .contains("main.main");
    }

    @Test
    void a_diff_of_two_texts_compares_the_parts_too() throws IOException {
        JsonNode diff =
                json(line.run("diff", "--format", "json", RECORDING + "heap-00.txt", RECORDING + "heap-03.txt.gz"));
        long base = 0;
        long target = 0;
        for (JsonNode part : diff.get("memory")) {
            base += part.get("base").asLong();
            target += part.get("target").asLong();
            assertThat(part.get("growth").asLong())
                    .isEqualTo(part.get("target").asLong() - part.get("base").asLong());
            if (part.get("part").asText().equals("half_empty")) {
                // HeapInuse less HeapAlloc, as they stand at the end of the texts.
                assertThat(part.get("base").asLong()).isEqualTo(3_383_296 - 2_729_120);
                assertThat(part.get("target").asLong()).isEqualTo(30_629_888 - 23_380_208);
            }
        }
        // Sys less HeapReleased.
        assertThat(base).isEqualTo(12_609_816 - 4_677_632);
        assertThat(target).isEqualTo(52_791_576 - 4_268_032);
        assertThat(line.run("diff", RECORDING + "heap-00.txt", RECORDING + "heap-03.txt.gz")
                        .out())
                .containsPattern("\\n *growth +base +target  part of memory\\n *\\+")
                .contains("  half-empty spans\n");
        assertThat(json(line.run("diff", "--format", "json", RECORDING + "heap-00.txt", RECORDING + "heap-03.pb.gz"))
                        .has("memory"))
                .as("a protobuf tells no parts")
                .isFalse();
    }

    @Test
    void a_text_profile_tells_what_go_holds() throws IOException {
        JsonNode memory = json(line.run("memory", "--format", "json", RECORDING + "heap-03.txt.gz"));
        // Sys less HeapReleased, as they stand at the end of the text.
        assertThat(memory.get("sumBytes").asLong()).isEqualTo(48_523_544);
        assertThat(memory.has("residentBytes")).isFalse();
    }

    @Test
    void a_file_without_statistics_gets_a_sentence() {
        assertThat(line.run("memory", RECORDING + "heap-03.pb.gz"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "juju-heap memory: " + RECORDING + "heap-03.pb.gz has no memory statistics: they end a profile"
                                + " that was saved as text (capture --text); or name the agent itself\n"));
        assertThat(line.run("memory", RECORDING + "goroutine.pb.gz").err())
                .isEqualTo("juju-heap memory: " + RECORDING
                        + "goroutine.pb.gz is not a heap profile: name an agent, or the text of a heap\n");
    }

    private static JsonNode json(Outcome outcome) throws IOException {
        assertThat(outcome.err()).isEmpty();
        return new ObjectMapper().readTree(outcome.out());
    }
}
