// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.JsonObject;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void parca_is_given_the_heap_and_nothing_else() {
        JsonObject parca = job(of("yaml").get(1));
        assertAsksTheSidecar(parca);
        JsonObject profiles = parca.object("profiling_config").object("pprof_config");
        assertThat(profiles.values().keySet())
                .containsExactlyInAnyOrder("memory", "process_cpu", "mutex", "block", "goroutine");
        assertThat(profiles.values().keySet())
                .filteredOn(name -> profiles.object(name).flag("enabled").orElseThrow())
                .containsExactly("memory");
        String path = profiles.object("memory").text("path").orElseThrow();
        assertThat(Reference.read().hasPath(path)).as(path).isTrue();
    }

    @Test
    void alloy_is_given_the_heap_and_nothing_else() {
        Block alloy = of("alloy").get(0);
        assertThat(alloy.text()).contains("\"__address__\" = \"" + DEFAULT_ADDRESS + "\"");
        assertThat(alloy.lines().stream()
                        .filter(line -> line.contains("enabled = true"))
                        .map(line -> line.strip().split(" ", 2)[0]))
                .containsExactly("profile.memory");
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
