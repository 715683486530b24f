// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        return "warm parse beside google/pprof's profile.ParseData, medians (JMH sample time; Go's rounds)";
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
                times.add(new Row(
                        what,
                        "ms",
                        ours.getPrimaryResult().getStatistics().getPercentile(50) / 1e6,
                        pprof.get("nsPerOp").asDouble() / 1e6,
                        form.equals("pb.gz") ? GZIPPED : PLAIN));
                allocations.add(new Row(
                        what,
                        "MB allocated",
                        ours.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1e6,
                        pprof.get("bytesPerOp").asDouble() / 1e6,
                        ALLOCATED));
            }
        }
        times.addAll(allocations);
        return times;
    }

    private static RunResult jmh(Path profile) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(ParseBenchmark.class.getSimpleName())
                .param("profile", profile.toString())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle();
    }
}
