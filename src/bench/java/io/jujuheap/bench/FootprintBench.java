// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the sidecar takes of a machine: resident memory and what it is made of, threads, time to start. Its peer is the least
 * that can be made of the same libraries: two resources that say a word.
 */
final class FootprintBench implements Bench {
    private static final int STACKS = 10_000;
    private static final int STARTS = 7;
    private static final Budget RESIDENT_OF_17 = Budget.ratio(1.35);
    private static final Budget RESIDENT_OF_25 = Budget.ratio(1.5);
    private static final Budget START = Budget.ratio(1);

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String title() {
        return "the sidecar on an agent of " + STACKS
                + " stacks, after its start and after 1,000 mixed requests, beside two bare resources on the same Jersey"
                + " and Grizzly";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path folder = workspace.folder();
        List<Row> rows = new ArrayList<>();
        try (GoAgent agent = Workspace.agent(folder.resolve("footprint.socket"), STACKS)) {
            Subject charm = new Subject("the charm's Java 17", SidecarProgram.ofCharm(workspace), agent, workspace);
            rows.addAll(charm.rows(RESIDENT_OF_17));
            for (InstalledJava java : InstalledJava.oneOfEach(25)) {
                Subject subject = new Subject("Java " + java.release(), SidecarProgram.on(java), agent, workspace);
                rows.addAll(subject.rows(RESIDENT_OF_25));
            }
        }
        return rows;
    }

    /** A sidecar that is measured on an agent. */
    private record Subject(String what, SidecarProgram plain, GoAgent agent, Workspace workspace) {
        List<Row> rows(Budget resident) throws Exception {
            workspace.run(
                    folder(), "rm", "-rf", folder().resolve("footprint-store").toString());
            SidecarProgram fast = plain.with("-XX:SharedArchiveFile=" + archive());
            List<String> peer = bare(fast.java());
            List<Row> rows = new ArrayList<>(resident(fast, peer, resident));
            rows.addAll(starts(fast, peer));
            return rows;
        }

        private Path folder() throws IOException {
            return workspace.folder();
        }

        /** As the charm makes it: from two rehearsals, the second of which starts with snapshots in the store. */
        private Path archive() throws IOException, InterruptedException {
            Path classes = folder().resolve("footprint.classes");
            Path more = folder().resolve("footprint-more.classes");
            Path archive = folder().resolve("footprint.jsa");
            for (Path list : List.of(classes, more)) {
                try (ServerProcess rehearsal = start(plain.with("-XX:DumpLoadedClassList=" + list))) {
                    MixedRequests.ask(rehearsal, 10);
                }
            }
            Set<String> all = new LinkedHashSet<>();
            for (Path list : List.of(classes, more)) {
                // Java 18 and later number the classes, each list anew.
                Files.readAllLines(list).forEach(line -> all.add(line.replaceFirst(" id: [0-9]+$", "")));
            }
            Files.write(classes, all);
            plain.dump(classes, archive, List.of("-jar", plain.jar().toString()));
            return archive;
        }

        private List<Row> resident(SidecarProgram program, List<String> peer, Budget budget)
                throws IOException, InterruptedException {
            List<Row> rows = new ArrayList<>();
            try (ServerProcess sidecar = start(program);
                    ServerProcess bare = new ServerProcess(peer, folder().resolve("bare.log"))) {
                Thread.sleep(2_000);
                double ours = sidecar.residentMegabytes();
                double peers = bare.residentMegabytes();
                rows.add(new Row(what + ", resident after the start", "MB", ours, peers, Optional.empty()));
                MixedRequests.ask(sidecar);
                for (int i = 0; i < 1_000; i++) {
                    bare.get("/metrics");
                }
                ours = sidecar.residentMegabytes();
                peers = bare.residentMegabytes();
                rows.add(new Row(what + ", resident after the requests", "MB", ours, peers, budget));
                rows.add(new Row(what + ", threads", "", sidecar.threads(), bare.threads(), Optional.empty()));
            }
            // In a process of its own: the tracking takes memory, too.
            try (ServerProcess sidecar = start(program.with("-XX:NativeMemoryTracking=summary"))) {
                MixedRequests.ask(sidecar);
                for (NativeMemory.Part part : NativeMemory.of(sidecar.pid())) {
                    rows.add(row("committed for " + part.name(), "MB", part.megabytes(), Optional.empty()));
                }
            }
            return rows;
        }

        private List<Row> starts(SidecarProgram fast, List<String> peer) throws Exception {
            double[] ours = new double[STARTS];
            double[] peers = new double[STARTS];
            double[] profiles = new double[STARTS];
            double[] slow = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                try (ServerProcess sidecar = start(fast)) {
                    ours[i] = sidecar.startMillis();
                    profiles[i] = sidecar.millisToAnswer("/debug/pprof/heap");
                }
                try (ServerProcess bare = new ServerProcess(peer, folder().resolve("bare.log"))) {
                    peers[i] = bare.startMillis();
                }
                try (ServerProcess sidecar = start(plain)) {
                    slow[i] = sidecar.startMillis();
                }
            }
            return List.of(
                    new Row(what + ", start to first answer", "ms", Median.of(ours), Median.of(peers), START),
                    row("start to first profile, asked after that", "ms", Median.of(profiles), Optional.empty()),
                    row("start to first answer without archive", "ms", Median.of(slow), Optional.empty()));
        }

        /** The peer, with an archive of its own. */
        private List<String> bare(Path java) throws IOException, InterruptedException {
            Path jar = folder().resolve("bare-jersey.jar");
            Path classes = folder().resolve("bare.classes");
            Path archive = folder().resolve("bare.jsa");
            String tool = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
            Path benches = Path.of("target", "bench-classes").toAbsolutePath();
            String name = BareJersey.class.getName();
            workspace.run(
                    benches, "sh", "-c", tool + " --create --file " + jar + " io/jujuheap/bench/BareJersey*.class");
            new ServerProcess(
                            plain.with("-XX:DumpLoadedClassList=" + classes).commandOf(jar, name),
                            folder().resolve("bare.log"))
                    .close();
            plain.dump(classes, archive, List.of("-cp", jar + ":" + plain.jar()));
            return plain.with("-XX:SharedArchiveFile=" + archive).commandOf(jar, name);
        }

        private ServerProcess start(SidecarProgram program) throws IOException, InterruptedException {
            return program.start(agent, folder(), "footprint", "--collect.interval=5s");
        }

        private Row row(String figure, String unit, double ours, Optional<Budget> budget) {
            return new Row(what + ", " + figure, unit, ours, Double.NaN, budget);
        }
    }
}
