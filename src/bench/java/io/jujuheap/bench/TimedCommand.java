// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A command whose whole run is timed, from before it is started until after it has ended. */
final class TimedCommand {
    /** Linux counts to user space in hundredths of a second. */
    private static final double MILLIS_PER_TICK = 10;

    private final List<String> words;
    private final Map<String, String> environment;

    TimedCommand(List<String> words, Map<String, String> environment) {
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
    }

    /**
     * What runs of a command took.
     *
     * @param wallMillis the median from start to end
     * @param cpuMillis the mean of what all its processes and threads computed: hardly changed by other load
     */
    record Times(double wallMillis, double cpuMillis) {}

    /** Done before each run. */
    @FunctionalInterface
    interface Preparation {
        void prepare() throws IOException;
    }

    /** Times the commands, which take turns, after one round that is not counted. */
    static List<Times> alternating(List<TimedCommand> commands, int rounds) throws IOException, InterruptedException {
        return alternating(commands, rounds, () -> {});
    }

    /** As {@link #alternating(List, int)}, with something to do before each run that is not counted. */
    static List<Times> alternating(List<TimedCommand> commands, int rounds, Preparation before)
            throws IOException, InterruptedException {
        double[][] wall = new double[commands.size()][rounds];
        double[] cpu = new double[commands.size()];
        for (TimedCommand command : commands) {
            command.run();
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < cpu.length; i++) {
                before.prepare();
                double cpuBefore = childrenCpuMillis();
                wall[i][round] = commands.get(i).run();
                cpu[i] += (childrenCpuMillis() - cpuBefore) / rounds;
            }
        }
        return IntStream.range(0, cpu.length)
                .mapToObj(i -> new Times(Median.of(wall[i]), cpu[i]))
                .toList();
    }

    /** What all children of this process that have ended computed, in user and in system mode: see proc(5). */
    private static double childrenCpuMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // The name of the program, in brackets, may hold anything; cutime and cstime are fields 16 and 17.
        String[] fromState = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fromState[13]) + Long.parseLong(fromState[14])) * MILLIS_PER_TICK;
    }

    /** Runs it once and gives the milliseconds that took. What it prints goes nowhere. */
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
}
