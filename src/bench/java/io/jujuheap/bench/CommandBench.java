// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole process {@code juju-heap top FILE}, with its class-data archive, beside {@code pprof -top FILE} of the newest
 * google/pprof, built as a program of its own, and beside {@code go tool pprof}, which people have.
 */
final class CommandBench implements Bench {
    private static final int ROUNDS = 11;
    private static final int FLAME_ROUNDS = 5;
    private static final String LAUNCHER = Path.of("juju-heap").toAbsolutePath().toString();

    @Override
    public String name() {
        return "command";
    }

    @Override
    public String title() {
        return "whole process, juju-heap top beside the newest pprof -top, where it says so beside go tool pprof -top, and --version"
                + " beside go version, medians of " + ROUNDS + " alternating runs; and flame beside top";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        List<InstalledJava> javas = InstalledJava.oneOfEach(17, 25);
        for (InstalledJava java : javas) {
            new TimedCommand(List.of(LAUNCHER, "--make-archive"), environment(java)).run();
        }
        List<Row> rows = new ArrayList<>();
        for (int stacks : new int[] {1_500, 20_000, 60_000}) {
            for (String form : List.of("pb.gz", "txt")) {
                rows.addAll(rows(workspace, javas, stacks, form));
            }
        }
        for (int stacks : new int[] {20_000, 300_000}) {
            rows.addAll(flame(workspace, javas, stacks));
        }
        rows.addAll(starts(workspace, javas, "", () -> {}));
        if (PageCache.canBeDropped()) {
            rows.addAll(starts(workspace, javas, ", nothing in the page cache", PageCache::drop));
        } else {
            System.err.println("command: starts without a page cache are left out, as only root can empty it");
        }
        return rows;
    }

    /** The shortest there is to ask, and the first report on a machine. */
    private static List<Row> starts(
            Workspace workspace, List<InstalledJava> javas, String how, TimedCommand.Preparation before)
            throws IOException, InterruptedException {
        String profile = workspace.profile(1_500, "pb.gz").toString();
        List<TimedCommand> commands = new ArrayList<>();
        for (InstalledJava java : javas) {
            commands.add(new TimedCommand(List.of(LAUNCHER, "--version"), environment(java)));
            commands.add(new TimedCommand(List.of(LAUNCHER, "top", profile), environment(java)));
        }
        commands.add(new TimedCommand(List.of(workspace.go(), "version"), Map.of()));
        commands.add(new TimedCommand(List.of(workspace.go(), "tool", "pprof", "-top", profile), Map.of()));
        List<TimedCommand.Times> times = TimedCommand.alternating(commands, ROUNDS, before);
        double goVersion = times.get(2 * javas.size()).wallMillis();
        double pprof = times.get(2 * javas.size() + 1).wallMillis();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < javas.size(); i++) {
            String on = ", Java " + javas.get(i).release() + how;
            rows.add(new Row("--version" + on, "ms", times.get(2 * i).wallMillis(), goVersion, Optional.empty()));
            rows.add(new Row("top" + on, "ms", times.get(2 * i + 1).wallMillis(), pprof, Optional.empty()));
        }
        return rows;
    }

    private static List<Row> rows(Workspace workspace, List<InstalledJava> javas, int stacks, String form)
            throws IOException, InterruptedException {
        String profile = workspace.profile(stacks, form).toString();
        List<TimedCommand> commands = new ArrayList<>();
        for (InstalledJava java : javas) {
            commands.add(new TimedCommand(List.of(LAUNCHER, "top", profile), environment(java)));
        }
        commands.add(new TimedCommand(List.of(workspace.pprof().toString(), "-top", profile), Map.of()));
        commands.add(new TimedCommand(List.of(workspace.go(), "tool", "pprof", "-top", profile), Map.of()));
        List<TimedCommand.Times> times = TimedCommand.alternating(commands, ROUNDS);
        TimedCommand.Times pprof = times.get(javas.size());
        TimedCommand.Times goTool = times.get(javas.size() + 1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < javas.size(); i++) {
            int release = javas.get(i).release();
            String what = stacks + " stacks, " + form + ", Java " + release;
            TimedCommand.Times ours = times.get(i);
            rows.add(new Row(what, "ms", ours.wallMillis(), pprof.wallMillis(), budget(stacks, form, release)));
            rows.add(new Row(what, "ms CPU", ours.cpuMillis(), pprof.cpuMillis(), Optional.empty()));
            rows.add(
                    new Row(what + ", beside go tool", "ms", ours.wallMillis(), goTool.wallMillis(), Optional.empty()));
        }
        return rows;
    }

    /** The peer is our own top of the same file: a flame graph may take twice as long. */
    private static List<Row> flame(Workspace workspace, List<InstalledJava> javas, int stacks)
            throws IOException, InterruptedException {
        String profile = workspace.profile(stacks, "pb.gz").toString();
        String page = workspace.folder().resolve("flame.html").toString();
        List<TimedCommand> commands = new ArrayList<>();
        for (InstalledJava java : javas) {
            commands.add(new TimedCommand(List.of(LAUNCHER, "flame", profile, "-o", page), environment(java)));
            commands.add(new TimedCommand(List.of(LAUNCHER, "top", profile), environment(java)));
        }
        List<TimedCommand.Times> times = TimedCommand.alternating(commands, FLAME_ROUNDS);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < javas.size(); i++) {
            TimedCommand.Times flame = times.get(2 * i);
            TimedCommand.Times top = times.get(2 * i + 1);
            String what = "flame of " + stacks + " stacks beside top, Java "
                    + javas.get(i).release();
            rows.add(new Row(what, "ms", flame.wallMillis(), top.wallMillis(), Optional.of(Budget.ratio(2))));
            rows.add(new Row(what, "ms CPU", flame.cpuMillis(), top.cpuMillis(), Optional.empty()));
        }
        return rows;
    }

    private static Optional<Budget> budget(int stacks, String form, int release) {
        if (form.equals("txt")) {
            return Optional.empty();
        }
        return switch (stacks) {
            case 1_500 -> Optional.of(Budget.ratio(release >= 25 ? 0.9 : 1.4));
            case 20_000 -> Optional.of(Budget.ratio(release >= 25 ? 0.28 : 0.43));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> environment(InstalledJava java) {
        Map<String, String> environment = new HashMap<>();
        environment.put("JUJU_HEAP_JAVA", java.home().resolve("bin/java").toString());
        return environment;
    }
}
