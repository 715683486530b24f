// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.JsonObject;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Launcher.Service;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page is what the program says of itself; {@code -Ddocs.update} writes it. */
class ReferenceIT {
    /** A command of the overview; help and version have no help of their own. */
    private static final Pattern COMMAND =
            Pattern.compile("^  (?!help |version )([a-z]+) {2,}\\S.*$", Pattern.MULTILINE);

    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (.*)");

    @Test
    void lists_every_command_with_its_options() throws Exception {
        List<String> lines = new ArrayList<>();
        Matcher command = COMMAND.matcher(run("--help"));
        while (command.find()) {
            lines.add("### `" + command.group(1) + "`");
            lines.add("");
            lines.add("```text");
            run(command.group(1), "--help").lines().forEach(lines::add);
            lines.add("```");
            lines.add("");
        }
        assertThat(lines).contains("### `top`", "### `serve`");
        holds("commands", lines);
    }

    /** Those beside the demo's agent, which has a verdict, and those beside a real one, which is a process of its own. */
    @Test
    void lists_every_metric(@TempDir Path folder) throws Exception {
        String metrics;
        try (Stage stage = new Stage(folder)) {
            metrics = stage.run(
                            "curl -s localhost:16060/metrics >/dev/null; sleep 0.5; curl -s localhost:16060/metrics")
                    .out();
        }
        Path juju = folder.resolve("juju");
        try (GoAgent agent = GoAgent.on(new SocketFile(juju.resolve("agents/machine-0/introspection.socket")));
                Service sidecar = Launcher.serve(
                        "serve",
                        "--web.listen-address",
                        "127.0.0.1:0",
                        "--agent.data-dir",
                        juju.toString(),
                        "--store.path",
                        folder.resolve("store").toString())) {
            metrics += shell(
                    "timeout 30 sh -c 'until curl -s %1$s/metrics | grep ^juju_agent_resident; do sleep 0.1; done';"
                            + " curl -s %1$s/metrics",
                    sidecar.address());
            assertThat(agent.requests()).isNotEmpty();
        }
        Map<String, String> types = found(TYPE, metrics);
        List<String> lines = new ArrayList<>(List.of("| metric | type | meaning |", "|---|---|---|"));
        found(HELP, metrics)
                .forEach((name, help) -> lines.add("| `" + name + "` | " + types.get(name) + " | " + help + " |"));
        assertThat(lines).anyMatch(line -> line.startsWith("| `juju_agent_heap_profile_inuse_bytes` | gauge |"));
        holds("metrics", lines);
    }

    private static Map<String, String> found(Pattern pattern, String metrics) {
        Map<String, String> found = new TreeMap<>();
        pattern.matcher(metrics).results().forEach(line -> found.put(line.group(1), line.group(2)));
        return found;
    }

    @Test
    void lists_every_path() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| path | method | answer |", "|---|---|---|"));
        JsonObject paths = yaml("src/main/resources/io/jujuheap/render/page/openapi.yaml", "paths");
        for (String path : paths.values().keySet()) {
            for (String method : paths.object(path).values().keySet()) {
                String summary =
                        paths.object(path).object(method).text("summary").orElseThrow();
                lines.add("| `" + path + "` | " + method.toUpperCase(Locale.ROOT) + " | " + summary + " |");
            }
        }
        assertThat(lines).anyMatch(line -> line.startsWith("| `/debug/heap` | GET |"));
        holds("paths", lines);
    }

    @Test
    void lists_every_option_of_the_charm() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| option | default | meaning |", "|---|---|---|"));
        JsonObject options = yaml("config.yaml", "options");
        for (String name : options.values().keySet()) {
            String description = options.object(name).text("description").orElseThrow();
            lines.add("| `" + name + "` | `"
                    + options.object(name).text("default").orElseThrow() + "` | "
                    + description.strip().replace('\n', ' ') + " |");
        }
        assertThat(lines).hasSizeGreaterThan(4);
        holds("charm", lines);
    }

    private static JsonObject yaml(String file, String key) throws IOException {
        return JsonObject.ofYaml(Files.readString(Path.of(file))).object(key);
    }

    private static String shell(String command, String address) throws Exception {
        return checked(Launcher.run(List.of("sh", "-c", String.format(Locale.ROOT, command, address))));
    }

    private static String run(String... words) throws Exception {
        return checked(Launcher.run(words));
    }

    private static String checked(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    /** That a part of the page has these lines and no others. */
    private static synchronized void holds(String part, List<String> lines) throws IOException {
        List<String> page = new ArrayList<>(Files.readAllLines(Reference.PAGE));
        int begin = page.indexOf("<!-- begin: " + part + " -->") + 1;
        int end = page.indexOf("<!-- end: " + part + " -->");
        assertThat(begin).as("where %s begins in %s", part, Reference.PAGE).isPositive();
        List<String> there = page.subList(begin, end);
        List<String> framed = new ArrayList<>(List.of(""));
        framed.addAll(lines);
        if (!framed.get(framed.size() - 1).isEmpty()) {
            framed.add("");
        }
        if (System.getProperty("docs.update") != null) {
            there.clear();
            page.addAll(begin, framed);
            Files.write(Reference.PAGE, page);
        } else {
            assertThat(there)
                    .as("%s of %s; mvn verify -Ddocs.update writes it", part, Reference.PAGE)
                    .isEqualTo(framed);
        }
    }
}
