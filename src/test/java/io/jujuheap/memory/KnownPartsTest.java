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

import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.MemoryProgram;
import io.jujuheap.testkit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private record Found(
            String goVersion,
            MemoryPart part,
            long truth,
            ResidentMemory memory,
            long kernelsResident,
            long totalOfPprof) {}

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
        assertPart(run(GoProgram.MEMORY, program), part);
        Found ofOldGo = run(GoProgram.MEMORY_OF_GO_1_19, program);
        assertThat(ofOldGo.goVersion()).startsWith("go1.19");
        assertPart(ofOldGo, part);
    }

    private static void assertPart(Found found, MemoryPart part) {
        assertThat(found.part()).isEqualTo(part);
        assertThat(found.memory().bytes(part)).isCloseTo(found.truth(), within(Math.round(TOLERANCE * found.truth())));
        assertThat(found.memory().largest()).isEqualTo(part);
        assertThat(found.memory().resident()).hasValue(found.memory().sum());
        assertThat(found.memory().sum())
                .isCloseTo(found.kernelsResident(), within(Math.round(0.03 * found.kernelsResident())));
        assertThat(found.totalOfPprof()).isEqualTo(found.memory().sum());
    }

    @Test
    void a_peak_that_was_given_back_is_in_no_part() throws Exception {
        ResidentMemory memory = run(GoProgram.MEMORY, "returned").memory();
        for (MemoryPart part : List.of(LIVE_HEAP, COLLECTOR, HALF_EMPTY, STACKS, OUTSIDE_GO)) {
            assertThat(memory.bytes(part)).as(part.word()).isLessThan(5 * MIB);
        }
        assertThat(memory.largest()).isEqualTo(FILES);
    }

    private Found run(GoProgram build, String kind) throws Exception {
        try (MemoryProgram program = MemoryProgram.start(build, folder.resolve("socket"), kind);
                AgentClient agent = new AgentClient(program.address())) {
            Profile heap = ProfileReader.withLimits(Limits.DEFAULT)
                    .read(agent.get(AgentQuery.HEAP, AgentLimits.DEFAULT).body());
            AgentResponse metrics = agent.get(AgentQuery.METRICS, AgentLimits.DEFAULT);
            ResidentMemory memory = MemoryFigures.of(
                            MetricsText.of(metrics.body()), metrics.peer().status())
                    .orElseThrow()
                    .parts(LiveHeap.of(heap));
            long kernelsResident = program.residentByMapping();
            return new Found(
                    goVersion(metrics),
                    part(program.part()),
                    program.bytes(),
                    memory,
                    kernelsResident,
                    totalOfPprof(MemoryProfile.of(memory, heap, Optional.of(goroutines(agent)))));
        }
    }

    private static String goVersion(AgentResponse metrics) {
        Matcher version = Pattern.compile("go_info\\{version=\"([^\"]+)\"}").matcher(new String(metrics.body(), UTF_8));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static Profile goroutines(AgentClient agent) throws Exception {
        return ProfileReader.withLimits(Limits.DEFAULT)
                .read(agent.get(AgentQuery.GOROUTINES, AgentLimits.DEFAULT).body());
    }

    private long totalOfPprof(Profile profile) throws Exception {
        Path file = Files.write(folder.resolve("memory.pb.gz"), ProfileWriter.gzippedProtobuf(profile));
        Outcome top = Launcher.run(List.of(
                GoProgram.go().toString(), "tool", "pprof", "-symbolize=none", "-unit=b", "-top", file.toString()));
        assertThat(top.out()).as(top.err()).contains("Type: memory_space");
        Matcher total = Pattern.compile(" of (\\d+)B total").matcher(top.out());
        assertThat(total.find()).as(top.out()).isTrue();
        return Long.parseLong(total.group(1));
    }

    private static MemoryPart part(String word) {
        return Stream.of(MemoryPart.values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
