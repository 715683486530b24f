// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Bytes to the full, validated model, beside google/pprof's on the same bytes: time and allocated memory. Protobuf that is not
 * gzipped is read by two more peers: protobuf-java, as a program in Java would use it, and a reader written by hand in C++,
 * which checks nothing.
 */
final class ParseBench implements Bench {
    private static final int[] STACKS = {1_500, 20_000, 60_000};
    private static final String SECONDS = "3";

    @Override
    public String name() {
        return "parse";
    }

    @Override
    public String title() {
        return "warm parse beside the newest google/pprof's profile.ParseData, medians of JMH and of the peers' rounds; CPU and"
                + " memory: means per parse";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path parsebench = workspace.parsebench();
        Path columns = workspace.columns();
        List<Row> times = new ArrayList<>();
        List<Row> allocations = new ArrayList<>();
        for (int stacks : STACKS) {
            for (String form : List.of("pb.gz", "pb", "txt")) {
                Path profile = workspace.profile(stacks, form);
                JsonNode pprof = result(workspace, parsebench.toString(), "-seconds", SECONDS, profile.toString());
                RunResult ours = jmh(ParseBenchmark.class, profile);
                String what = stacks + " stacks, " + form;
                times.addAll(beside(
                        what,
                        ours,
                        pprof.get("nsPerOp").asDouble() / 1e6,
                        pprof.get("cpuNsPerOp").asDouble() / 1e6,
                        time(stacks, form)));
                allocations.add(new Row(
                        what,
                        "MB allocated",
                        secondary(ours, "gc.alloc.rate.norm") / 1e6,
                        pprof.get("bytesPerOp").asDouble() / 1e6,
                        memory(stacks, form)));
                if (form.equals("pb")) {
                    RunResult messages = jmh(ProtobufJavaBenchmark.class, profile);
                    JsonNode byHand = result(workspace, columns.toString(), SECONDS, profile.toString());
                    times.addAll(beside(
                            what + ", beside protobuf-java",
                            ours,
                            millis(messages),
                            cpu(messages),
                            large(stacks, 0.5)));
                    times.addAll(beside(
                            what + ", beside C++ on protozero",
                            ours,
                            byHand.get("nsPerOp").asDouble() / 1e6,
                            byHand.get("cpuNsPerOp").asDouble() / 1e6,
                            large(stacks, 1.2)));
                }
            }
        }
        times.addAll(allocations);
        return times;
    }

    private static List<Row> beside(
            String what, RunResult ours, double wallMillis, double cpuMillis, Optional<Budget> budget) {
        return List.of(
                new Row(what, "ms", millis(ours), wallMillis, budget),
                new Row(what, "ms CPU", cpu(ours), cpuMillis, Optional.empty()));
    }

    private static Optional<Budget> time(int stacks, String form) {
        return switch (form) {
            case "pb" -> large(stacks, 0.15);
            case "txt" -> large(stacks, 0.12);
            default -> Optional.empty();
        };
    }

    private static Optional<Budget> large(int stacks, double most) {
        return stacks >= 20_000 ? Optional.of(Budget.ratio(most)) : Optional.empty();
    }

    private static Optional<Budget> memory(int stacks, String form) {
        return form.equals("pb") ? Optional.of(Budget.ratio(stacks >= 20_000 ? 0.2 : 0.25)) : Optional.empty();
    }

    private static JsonNode result(Workspace workspace, String... command) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(workspace.run(workspace.folder(), command));
    }

    private static double cpu(RunResult result) {
        return secondary(result, CpuProfiler.RESULT) / 1e6;
    }

    private static double millis(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50) / 1e6;
    }

    private static double secondary(RunResult result, String name) {
        return result.getSecondaryResults().get(name).getScore();
    }

    private static RunResult jmh(Class<?> benchmark, Path profile) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\.")
                .param("profile", profile.toString())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle();
    }
}
