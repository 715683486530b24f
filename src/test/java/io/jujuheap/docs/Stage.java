// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import io.jujuheap.cli.demo.Recording;
import io.jujuheap.cli.demo.Replay;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * What a reader of the documents is taken to have: the checkout, its command on PATH, the demo running, two text files of a
 * leaking agent taken a while apart ({@code heap_profile.01} and {@code .02}), and a series of them ({@code heaps/}).
 */
final class Stage implements AutoCloseable {
    /** Where the documents say that the demo listens; it really listens on some free port. */
    private static final String DOCUMENTED = "localhost:16060";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final List<String> IN_CHECKOUT =
            List.of("juju-heap", "Makefile", "actions.yaml", "config.yaml", "metadata.yaml", "charm", "src", "pom.xml");

    private static final int EARLY = 9;
    private static final int LATE = 49;

    private final Path folder;
    private final Launcher.Service demo;

    Stage(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("heaps"));
        Replay replay = new Replay(CLOCK, Recording.MOMENTS);
        for (int moment = 0; moment < Recording.MOMENTS; moment++) {
            String name = String.format(Locale.ROOT, "%02d.pb.gz", moment);
            Files.write(folder.resolve("heaps").resolve(name), replay.protobufAt(moment));
        }
        Files.write(folder.resolve("heap_profile.01"), Recording.text(EARLY));
        Files.write(folder.resolve("heap_profile.02"), Recording.text(LATE));
        for (String name : IN_CHECKOUT) {
            Files.createSymbolicLink(folder.resolve(name), CHECKOUT.resolve(name));
        }
        this.demo = Launcher.serve("demo", "--web.listen-address", "127.0.0.1:0");
        // What a reader takes for granted who has looked at the page first.
        run("timeout 30 sh -c 'until curl -s localhost:16060/metrics | grep -q ^juju_agent_heap; do sleep 0.1; done'");
    }

    /** Runs a command as a reader would, in a shell. */
    Outcome run(String command) throws IOException, InterruptedException {
        String address = demo.address().substring("http://".length());
        Outcome outcome = Launcher.run(List.of(
                "bash",
                "-c",
                "cd \"$1\" && PATH=\"$1:$2:$PATH\" && eval \"$3\"",
                "bash",
                folder.toString(),
                GoProgram.go().resolveSibling("").toString(),
                command.replace(DOCUMENTED, address)));
        return new Outcome(outcome.code(), outcome.out().replace(address, DOCUMENTED), outcome.err());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        demo.stop();
        for (String name : IN_CHECKOUT) {
            Files.delete(folder.resolve(name));
        }
    }
}
