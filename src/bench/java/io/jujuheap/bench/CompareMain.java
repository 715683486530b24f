// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures our reader and google/pprof's on the same files, one right after the other, and prints how they compare.
 * Arguments: the folder of the profiles, the parsebench program, and any number of {@code STACKS.FORM} to do only those.
 */
public final class CompareMain {
    private static final String[] STACKS = {"1500", "20000", "60000"};
    private static final String[] FORMS = {"pb.gz", "pb", "txt"};
    private static final String ROW = "%-14s %12s %12s %8s %12s %12s %8s%n";

    private final Path profiles;
    private final Path parsebench;

    private CompareMain(Path profiles, Path parsebench) {
        this.profiles = profiles;
        this.parsebench = parsebench;
    }

    public static void main(String[] args) throws IOException, RunnerException {
        CompareMain compare = new CompareMain(Path.of(args[0]), Path.of(args[1]));
        System.out.printf(ROW, "profile", "pprof", "juju-heap", "faster", "pprof", "juju-heap", "less");
        System.out.printf(ROW, "", "ms", "ms", "times", "MB alloc", "MB alloc", "times");
        for (String stacks : STACKS) {
            for (String form : FORMS) {
                if (isWanted(args, stacks + "." + form)) {
                    compare.row(stacks, form);
                }
            }
        }
    }

    private static boolean isWanted(String[] args, String name) {
        for (int i = 2; i < args.length; i++) {
            if (args[i].equals(name)) {
                return true;
            }
        }
        return args.length == 2;
    }

    private void row(String stacks, String form) throws IOException, RunnerException {
        JsonNode theirs = pprof(profiles.resolve("stacks-" + stacks + "." + form));
        RunResult ours = jmh(stacks, form);
        double theirTime = theirs.get("nsPerOp").asDouble();
        double ourTime = ours.getPrimaryResult().getStatistics().getPercentile(50);
        double theirBytes = theirs.get("bytesPerOp").asDouble();
        double ourBytes = ours.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        System.out.printf(
                ROW,
                stacks + "." + form,
                millions(theirTime),
                millions(ourTime),
                ratio(theirTime / ourTime),
                millions(theirBytes),
                millions(ourBytes),
                ratio(theirBytes / ourBytes));
    }

    private JsonNode pprof(Path file) throws IOException {
        Process process = new ProcessBuilder(parsebench.toString(), "-seconds", "5", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String json = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (json.isBlank()) {
                throw new IOException(parsebench + " printed no result for " + file);
            }
            return new ObjectMapper().readTree(json);
        } finally {
            process.destroy();
        }
    }

    private RunResult jmh(String stacks, String form) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(ParseBenchmark.class.getSimpleName())
                .param("stacks", stacks)
                .param("form", form)
                .jvmArgsPrepend("-Dbench.profiles=" + profiles.toAbsolutePath())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle();
    }

    private static String millions(double value) {
        return String.format(Locale.ROOT, "%.3f", value / 1e6);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.1fx", value);
    }
}
