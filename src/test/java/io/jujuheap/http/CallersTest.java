// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The callers and callees that the sidecar serves, beside those that {@code go tool pprof -peek} prints of the same snapshots. */
class CallersTest {
    private static TwoSnapshots snapshots;
    private static String older;
    private static String newer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        snapshots = new TwoSnapshots(folder);
        older = snapshots.older();
        newer = snapshots.newer();
    }

    @AfterAll
    static void stop() throws Exception {
        snapshots.close();
    }

    @Test
    void of_a_profile_are_those_that_pprof_peeks_at() throws Exception {
        Map<String, Block> peeked = peek("-sample_index=inuse_space", snapshots.newerFile());

        assertThat(peeked).hasSizeGreaterThan(10);
        assertThat(peeked.values()).anyMatch(block -> block.callers().size() > 1);
        for (Map.Entry<String, Block> each : peeked.entrySet()) {
            assertThat(served(each.getKey(), "&snapshot=" + newer))
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    @Test
    void of_growth_are_those_that_pprof_peeks_at_with_a_base() throws Exception {
        Map<String, Block> peeked =
                peek("-sample_index=alloc_space", "-base=" + snapshots.olderFile(), snapshots.newerFile());

        assertThat(peeked).isNotEmpty();
        for (Map.Entry<String, Block> each : peeked.entrySet()) {
            assertThat(served(each.getKey(), "&type=alloc_space&base=" + older + "&snapshot=" + newer))
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    /** The oracle prints each sample; samples of one stack are added up here. */
    @Test
    void the_stacks_through_a_function_are_the_traces_that_pprof_prints_with_lines() throws Exception {
        Map<List<String>, Long> traced = new HashMap<>();
        String printed =
                TwoSnapshots.pprof("-sample_index=inuse_space", "-unit=B", "-lines", "-traces", snapshots.newerFile());
        for (String trace : printed.split("(?m)^-+\\+-+$")) {
            List<String> lines = trace.lines()
                    .filter(line -> !line.isBlank() && !line.matches(" *bytes: .*"))
                    .toList();
            if (lines.stream().anyMatch(line -> line.contains("main.main "))) {
                List<String> frames = lines.stream()
                        .map(line -> line.strip().replaceFirst("^\\d+B? +", "").replace(" (inline)", ""))
                        .toList();
                traced.merge(frames, bytes(lines.get(0).strip().split(" +")[0]), Long::sum);
            }
        }
        traced.values().removeIf(value -> value == 0);

        Map<List<String>, Long> served = new HashMap<>();
        JsonNode answer = snapshots.json("GET", "/api/v1/stacks?function=main.main&n=10000&snapshot=" + newer);
        for (JsonNode stack : answer.path("stacks")) {
            List<String> frames = new ArrayList<>();
            stack.path("frames")
                    .forEach(frame -> frames.add("%s %s:%s"
                            .formatted(
                                    frame.path("function").asText(),
                                    frame.path("file").asText(),
                                    frame.path("line").asText())));
            served.put(frames, stack.path("value").asLong());
        }
        assertThat(served).isNotEmpty().isEqualTo(traced);
        assertThat(answer.path("distinctStacks").asInt()).isEqualTo(served.size());
    }

    /** A function: what it holds itself and in all, and what goes over its calls. */
    private record Block(long flat, long cum, List<Call> callers, List<Call> callees) {}

    private record Call(String function, long value) {}

    private static Block served(String function, String parameters) throws Exception {
        JsonNode tree =
                snapshots.json("GET", "/api/v1/callers?function=" + URLEncoder.encode(function, UTF_8) + parameters);
        assertThat(tree.path("nodes")).hasSize(1);
        JsonNode node = tree.path("nodes").path(0);
        assertThat(node.path("function").asText()).isEqualTo(function);
        return new Block(
                node.path("flat").asLong(),
                node.path("cum").asLong(),
                calls(node.path("callers")),
                calls(node.path("callees")));
    }

    private static List<Call> calls(JsonNode calls) {
        List<Call> read = new ArrayList<>();
        calls.forEach(call -> read.add(
                new Call(call.path("function").asText(), call.path("value").asLong())));
        return read;
    }

    /** Returns what {@code go tool pprof} says of every function: a block's callers are above its own line, its callees below. */
    private static Map<String, Block> peek(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-unit=B", "-peek=."));
        all.addAll(List.of(arguments));
        String output = TwoSnapshots.pprof(all.toArray(String[]::new));
        Map<String, Block> blocks = new LinkedHashMap<>();
        String table = output.substring(output.indexOf("calls%"));
        Stream.of(table.split("(?m)^-+\\+-+$"))
                .filter(block -> block.contains(" | "))
                .filter(block -> !block.contains("calls%"))
                .forEach(block -> read(block, blocks));
        return blocks;
    }

    private static void read(String block, Map<String, Block> blocks) {
        List<Call> callers = new ArrayList<>();
        List<Call> callees = new ArrayList<>();
        String function = "";
        long flat = 0;
        long cum = 0;
        for (String line : block.strip().lines().toList()) {
            String[] figures = line.substring(0, line.indexOf('|')).strip().split(" +");
            String name = line.substring(line.indexOf('|') + 1).strip().replace(" (inline)", "");
            if (figures.length > 2) {
                function = name;
                flat = bytes(figures[0]);
                cum = bytes(figures[3]);
            } else {
                (function.isEmpty() ? callers : callees).add(new Call(name, bytes(figures[0])));
            }
        }
        blocks.put(function, new Block(flat, cum, callers, callees));
    }

    private static long bytes(String figure) {
        return Long.parseLong(figure.replace("B", ""));
    }
}
