// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A command whose whole run is timed, from before it is started until after it has ended. */
final class TimedCommand {
    private final List<String> words;
    private final Map<String, String> environment;

    TimedCommand(List<String> words, Map<String, String> environment) {
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
    }

    /** Medians of the commands in milliseconds. They take turns, after one round that is not counted. */
    static double[] medianMillis(List<TimedCommand> commands, int rounds) throws IOException, InterruptedException {
        double[][] millis = new double[commands.size()][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < millis.length; i++) {
                double taken = commands.get(i).run();
                if (round >= 0) {
                    millis[i][round] = taken;
                }
            }
        }
        return Arrays.stream(millis).mapToDouble(TimedCommand::median).toArray();
    }

    /** Runs it once; milliseconds. What it prints goes nowhere. */
    double run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        int code = process.waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        if (code != 0) {
            throw new IOException("'" + String.join(" ", words) + "' ended with exit code " + code);
        }
        return millis;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
