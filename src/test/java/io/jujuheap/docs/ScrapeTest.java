// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.JsonObject;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of scrapers that a reader copies lead to the sidecar and are what their programs read. */
class ScrapeTest {
    private static final String DEFAULT_ADDRESS = "localhost:16060";

    private final List<Block> blocks =
            Markdown.read(Path.of("src/site/markdown/scrape.md")).blocks();

    @Test
    void prometheus_takes_its_own(@TempDir Path folder) throws Exception {
        Block prometheus = of("yaml").get(0);
        Path file = Files.writeString(folder.resolve("prometheus.yml"), prometheus.text());
        Outcome check = Promtool.run(new byte[0], "check", "config", file.toString());
        assertThat(check.code()).as(check.out()).isZero();
        assertAsksTheSidecar(job(prometheus));
    }

    /** Each profile that Parca would take by default and a sidecar does not have is switched off. */
    @Test
    void parca_is_given_the_profiles_of_one_agent_and_no_others() {
        JsonObject parca = job(of("yaml").get(1));
        assertAsksTheSidecar(parca);
        JsonObject profiles = parca.object("profiling_config").object("pprof_config");
        assertThat(profiles.values().keySet())
                .containsExactlyInAnyOrder("memory", "process_cpu", "mutex", "block", "goroutine");
        assertThat(profiles.values().keySet())
                .filteredOn(name -> profiles.object(name).flag("enabled").orElseThrow())
                .containsExactlyInAnyOrder("memory", "goroutine")
                .allSatisfy(name ->
                        assertOfOneAgent(profiles.object(name).text("path").orElseThrow()));
        String agent = parca.text("job_name").orElseThrow();
        assertThat(parca.objects("static_configs").get(0).object("labels").text("agent"))
                .contains(agent);
    }

    /** Alloy takes all profiles but those that are switched off. */
    @Test
    void alloy_is_given_the_profiles_of_one_agent_and_no_others() {
        Block alloy = of("alloy").get(0);
        assertThat(alloy.text()).contains("\"__address__\" = \"" + DEFAULT_ADDRESS + "\"", "\"agent\" = \"machine-0\"");
        Map<String, String> profiles = new TreeMap<>();
        alloy.lines().stream()
                .filter(line -> line.strip().startsWith("profile."))
                .map(line -> line.strip().split("[{}]", 3))
                .forEach(words -> profiles.put(words[0].strip(), words[1].strip()));
        assertThat(profiles.keySet())
                .containsExactly(
                        "profile.block", "profile.goroutine", "profile.memory", "profile.mutex", "profile.process_cpu");
        assertThat(profiles.values())
                .filteredOn(setting -> !setting.equals("enabled = false"))
                .hasSize(2)
                .allSatisfy(setting -> assertOfOneAgent(setting.replaceAll("path = \"(.*)\"", "$1")));
    }

    private static void assertOfOneAgent(String path) {
        assertThat(path).matches("/agents/machine-0/debug/pprof/(heap|goroutine)");
        assertThat(Reference.read().hasPath("/agents/machine-0/debug/pprof/heap"))
                .isTrue();
    }

    private List<Block> of(String kind) {
        return blocks.stream().filter(block -> block.info().equals(kind)).toList();
    }

    private static JsonObject job(Block block) {
        return JsonObject.ofYaml(block.text()).objects("scrape_configs").get(0);
    }

    private static void assertAsksTheSidecar(JsonObject job) {
        assertThat(job.objects("static_configs").get(0).texts("targets")).containsExactly(DEFAULT_ADDRESS);
    }
}
