// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.cli.demo.DemoFiles;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader of the documents is taken to have: the checkout, its command on PATH, the demo running, a Prometheus that
 * scrapes it, and the files that {@code juju-heap demo --write} makes.
 *
 * <p>Two commands have stand-ins, in {@code src/test/resources/docs/bin}: {@code make} only says what it would do, and
 * {@code juju} runs its plugin, reaches the demo's agent by {@code juju ssh}, and holds the rest against the charm's files.
 */
final class Stage implements AutoCloseable {
    /** Where the documents say that the demo listens; it really listens on some free port. */
    private static final String DOCUMENTED = "localhost:16060";

    /** Where the documents say that a Prometheus answers which scrapes the demo. */
    private static final String DOCUMENTED_PROMETHEUS = "localhost:9090";

    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final Path STAND_INS = CHECKOUT.resolve("src/test/resources/docs/bin");
    private static final List<String> IN_CHECKOUT = List.of("juju-heap", "target/juju-heap.jar");

    /** The demo says where its agent listens; above that is its data directory. */
    private static final Pattern DATA_DIR = Pattern.compile("unix:(\\S+)/agents/machine-0/");

    private final Path folder;
    private final Launcher.Service demo;
    private final Prometheus prometheus;

    Stage(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        DemoFiles.write(folder);
        Files.createDirectory(folder.resolve("target"));
        for (String name : IN_CHECKOUT) {
            Files.createSymbolicLink(folder.resolve(name), CHECKOUT.resolve(name));
        }
        this.demo = Launcher.serve("demo", "--web.listen-address", "127.0.0.1:0");
        this.prometheus = Prometheus.scraping(
                Files.createDirectories(folder.resolve("prometheus")),
                demo.address().substring("http://".length()),
                List.of());
        // What a reader takes for granted who has looked at the page first.
        run("timeout 30 sh -c 'until curl -s localhost:16060/metrics | grep -q ^juju_agent_heap; do sleep 0.1; done'");
        run("timeout 30 sh -c 'until promtool query instant http://localhost:9090"
                + " \"rate(juju_agent_heap_profile_allocated_bytes_total[1m]) > 0\" | grep -q machine-0;"
                + " do sleep 0.2; done'");
    }

    private String address() {
        return demo.address().substring("http://".length());
    }

    /** Runs a command as a reader would, in a shell. */
    Outcome run(String command) throws IOException, InterruptedException {
        Outcome outcome = Launcher.run(
                Map.of(
                        "PATH",
                        path(),
                        "CHECKOUT",
                        CHECKOUT.toString(),
                        "FAR_SIDE_DATA",
                        dataDir(),
                        "FAR_SIDE_LOG",
                        "/dev/null"),
                List.of("bash", "-c", "cd \"$1\" && eval \"$2\"", "bash", folder.toString(), typed(command)));
        return new Outcome(outcome.code(), outcome.out().replace(address(), DOCUMENTED), outcome.err());
    }

    /** A command with the addresses where things really are. */
    private String typed(String command) {
        return command.replace(DOCUMENTED, address())
                .replace(DOCUMENTED_PROMETHEUS, prometheus.address().getAuthority());
    }

    private String path() throws IOException {
        return String.join(
                ":",
                STAND_INS.toString(),
                folder.toString(),
                GoProgram.go().resolveSibling("").toString(),
                System.getenv("PATH"));
    }

    private String dataDir() {
        Matcher dataDir = DATA_DIR.matcher(String.join("\n", demo.firstLines()));
        assertThat(dataDir.find())
                .as("whether the demo says where its agent is")
                .isTrue();
        return dataDir.group(1);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        prometheus.close();
        demo.stop();
        for (String name : IN_CHECKOUT) {
            Files.delete(folder.resolve(name));
        }
    }
}
