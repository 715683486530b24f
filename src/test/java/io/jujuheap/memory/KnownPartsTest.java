// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static io.jujuheap.memory.MemoryPart.COLLECTOR;
import static io.jujuheap.memory.MemoryPart.FILES;
import static io.jujuheap.memory.MemoryPart.HALF_EMPTY;
import static io.jujuheap.memory.MemoryPart.LIVE_HEAP;
import static io.jujuheap.memory.MemoryPart.OUTSIDE_GO;
import static io.jujuheap.memory.MemoryPart.STACKS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.GoProgram;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each part of resident memory beside the truth of a real Go program that makes it, on a real socket with the collectors
 * of client_golang.
 */
class KnownPartsTest {
    private static final double TOLERANCE = 0.10;
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    /** What a program says it made, and what was found. */
    private record Found(MemoryPart part, long truth, ResidentMemory memory, long kernelsResident) {}

    @ParameterizedTest
    @CsvSource({
        "live, LIVE_HEAP",
        "churn, COLLECTOR",
        "fragments, HALF_EMPTY",
        "peak, COLLECTOR",
        "goroutines, STACKS",
        "c, OUTSIDE_GO",
        "file, FILES"
    })
    void a_part_is_within_ten_percent_of_what_the_program_made(String program, MemoryPart part) throws Exception {
        Found found = run(program);
        assertThat(found.part()).isEqualTo(part);
        assertThat(found.memory().bytes(part)).isCloseTo(found.truth(), within(Math.round(TOLERANCE * found.truth())));
        assertThat(found.memory().largest()).isEqualTo(part);
        assertThat(found.memory().unexplained()).isZero();
        assertThat(found.memory().sum())
                .isCloseTo(found.kernelsResident(), within(Math.round(0.03 * found.kernelsResident())));
    }

    @Test
    void a_peak_that_was_given_back_is_in_no_part() throws Exception {
        ResidentMemory memory = run("returned").memory();
        for (MemoryPart part : List.of(LIVE_HEAP, COLLECTOR, HALF_EMPTY, STACKS, OUTSIDE_GO)) {
            assertThat(memory.bytes(part)).as(part.word()).isLessThan(5 * MIB);
        }
        assertThat(memory.largest()).isEqualTo(FILES);
    }

    private Found run(String program) throws Exception {
        Path socket = folder.resolve("socket");
        Process process = new ProcessBuilder(
                        GoProgram.MEMORY.path().toString(), "-socket", socket.toString(), "-make", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (AgentClient agent = new AgentClient(new SocketFile(socket))) {
            String[] ready = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                    .readLine()
                    .split("[ =]");
            GoMemory go = GoMemory.ofMetrics(
                            MetricsText.of(agent.get(AgentQuery.METRICS).body()))
                    .orElseThrow();
            String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
            Profile heap = ProfileReader.withLimits(Limits.DEFAULT)
                    .read(agent.get(AgentQuery.HEAP).body());
            long inuse = heap.total(heap.sampleTypeIndex("inuse_space").orElseThrow());
            ResidentMemory memory = ResidentMemory.of(
                    go,
                    Optional.of(new LiveHeap(inuse, 0)),
                    ProcessMemory.parse(status).orElseThrow());
            return new Found(part(ready[2]), Long.parseLong(ready[4]), memory, kernelsResident(process.pid()));
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private static MemoryPart part(String word) {
        return Stream.of(MemoryPart.values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** The kernel's count of each mapping, added up: another way to the same figure. */
    private static long kernelsResident(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps")).stream()
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }
}
