// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Golden;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Recorded;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertTest {
    private final CommandLine line = new CommandLine();

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("heapOfEveryProgram")
    void pprof_shows_the_names_of_a_converted_text(Recorded heap) throws Exception {
        Path converted = folder.resolve("X.pb.gz");
        Outcome outcome = line.run("convert", heap.textFile().toString(), "-o", converted.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> pprof =
                List.of(GoProgram.go().toString(), "tool", "pprof", "-top", "-symbolize=none", converted.toString());
        String theirs = Golden.tableOf(Launcher.run(pprof).out());
        assertThat(theirs).contains("main.").doesNotContain("<unknown>");
        assertThat(theirs)
                .isEqualTo(Golden.tableOf(
                        line.run("top", heap.textFile().toString()).out()));
    }

    static List<Recorded> heapOfEveryProgram() {
        return Recorded.heaps().stream()
                .filter(heap -> heap.name().equals("heap-02"))
                // Programs that turned profiling off have nothing but what was sampled before.
                .filter(heap -> !heap.recording().contains("-off-"))
                .toList();
    }

    @Test
    void json_holds_every_sample_location_and_value() throws Exception {
        Recorded heap = Recorded.named("containers-go1.26/heap-02");
        JsonNode json = new ObjectMapper().readTree(convert(heap, "x.json"));
        Profile profile = heap.profile();
        Samples samples = profile.samples();
        assertThat(json.get("locations")).hasSize(profile.locations().size());
        assertThat(json.get("samples")).hasSize(samples.count());
        assertThat(json.at("/sampleTypes/3/type").asText()).isEqualTo("inuse_space");
        for (int sample = 0; sample < samples.count(); sample++) {
            JsonNode row = json.get("samples").get(sample);
            assertThat(row.get("values").get(1).asLong()).isEqualTo(samples.value(sample, 1));
            assertThat(row.get("stack")).hasSize(samples.depth(sample));
            int leaf = row.get("stack").get(0).asInt();
            assertThat(json.at("/locations/" + leaf + "/lines/0/function").asText())
                    .isEqualTo(profile.locations()
                            .get(leaf)
                            .lines()
                            .get(0)
                            .function()
                            .name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.txt", "x.folded", "x.pb", "x.pb.gz", "x.json", "any name"})
    void the_ending_of_the_file_chooses_the_format(String name) throws Exception {
        byte[] converted = Files.readAllBytes(
                convert(Recorded.named("containers-go1.26/heap-01"), name).toPath());
        String format = name.contains(".") ? name.substring(2).replace("txt", "text") : "pb.gz";
        Path explicit = folder.resolve("explicit");
        String heap = Recorded.named("containers-go1.26/heap-01").file().toString();
        assertThat(line.run("convert", heap, "--to", format, "-o", explicit.toString())
                        .code())
                .isZero();
        assertThat(converted).isNotEmpty().isEqualTo(Files.readAllBytes(explicit));
    }

    @Test
    void folded_stacks_take_the_sample_type_by_name_or_by_number_as_reports_do() {
        String heap = Recorded.named("containers-go1.26/heap-01").file().toString();
        String byName = folded(heap, "alloc_space").out();
        assertThat(byName).isNotEmpty().isNotEqualTo(folded(heap, "inuse_space").out());
        assertThat(folded(heap, "1").out()).isEqualTo(byName);
        assertThat(folded(heap, "4"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "juju-heap convert: the profile has no sample type \"4\": choose alloc_objects, alloc_space,"
                                + " inuse_objects, inuse_space\nTry 'juju-heap convert --help'.\n"));
    }

    private Outcome folded(String heap, String type) {
        return line.run("convert", heap, "--to", "folded", "--sample-index", type, "-o", "-");
    }

    @Test
    void an_unknown_format_gets_one_sentence_with_the_choices() {
        String heap = Recorded.named("containers-go1.26/heap-01").file().toString();
        Outcome outcome = line.run(
                "convert", heap, "--to", "svg", "-o", folder.resolve("x").toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no format 'svg': choose pb.gz, pb, folded, json, text");
    }

    private File convert(Recorded heap, String name) {
        Path file = folder.resolve(name);
        Outcome outcome = line.run("convert", heap.file().toString(), "-o", file.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return file.toFile();
    }
}
