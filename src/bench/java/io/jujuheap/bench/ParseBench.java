// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Bytes to the full, validated model, beside google/pprof's on the same bytes: time and allocated memory. */
final class ParseBench implements Bench {
    private static final int[] STACKS = {1_500, 20_000, 60_000};
    private static final Budget GZIPPED = Budget.timesBetter(8);
    private static final Budget PLAIN = Budget.timesBetter(10);
    private static final Budget ALLOCATED = Budget.timesBetter(5);

    @Override
    public String name() {
        return "parse";
    }

    @Override
    public String title() {
        return "warm parse beside google/pprof's profile.ParseData, medians of JMH and of Go's rounds; CPU and memory: means per parse";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path parsebench = workspace.parsebench();
        List<Row> times = new ArrayList<>();
        List<Row> allocations = new ArrayList<>();
        for (int stacks : STACKS) {
            for (String form : List.of("pb.gz", "pb", "txt")) {
                Path profile = workspace.profile(stacks, form);
                JsonNode pprof = new ObjectMapper()
                        .readTree(workspace.run(
                                workspace.folder(), parsebench.toString(), "-seconds", "4", profile.toString()));
                RunResult ours = jmh(profile);
                String what = stacks + " stacks, " + form;
                Budget budget = form.equals("pb.gz") ? GZIPPED : PLAIN;
                double wall = ours.getPrimaryResult().getStatistics().getPercentile(50);
                times.add(new Row(what, "ms", wall / 1e6, pprof.get("nsPerOp").asDouble() / 1e6, budget));
                times.add(new Row(
                        what,
                        "ms CPU",
                        secondary(ours, CpuProfiler.RESULT) / 1e6,
                        pprof.get("cpuNsPerOp").asDouble() / 1e6,
                        Optional.empty()));
                allocations.add(new Row(
                        what,
                        "MB allocated",
                        secondary(ours, "gc.alloc.rate.norm") / 1e6,
                        pprof.get("bytesPerOp").asDouble() / 1e6,
                        ALLOCATED));
            }
        }
        times.addAll(allocations);
        return times;
    }

    private static double secondary(RunResult result, String name) {
        return result.getSecondaryResults().get(name).getScore();
    }

    private static RunResult jmh(Path profile) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(ParseBenchmark.class.getSimpleName())
                .param("profile", profile.toString())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle();
    }
}
