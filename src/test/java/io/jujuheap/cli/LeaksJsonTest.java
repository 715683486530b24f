// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code leaks --format json} on a recorded series of a program that leaks, in both of Go's encodings. */
class LeaksJsonTest {
    private static final String RECORDED = "src/main/resources/io/jujuheap/cli/demo/%03d.%s.gz";
    private static final int SNAPSHOTS = 40;

    /** The shape that is documented, and that scripts rely on: these names, in this order, and no others. */
    @Test
    void has_exactly_the_documented_shape() throws IOException {
        JsonNode report = leaks(series("pb"));

        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly("agent", "from", "to", "snapshots", "segments", "sites", "young", "explanation");
        JsonNode worst = report.get("sites").get(0);
        assertThat(worst.fieldNames())
                .toIterable()
                .containsExactly(
                        "function",
                        "caller",
                        "stack",
                        "verdict",
                        "reason",
                        "inuseBytes",
                        "slopeBytesPerHour",
                        "slopeLow",
                        "slopeHigh",
                        "freedPercent",
                        "noiseFloorBytes",
                        "growthPercent",
                        "firstSeen",
                        "meanAgeHours");
        assertThat(worst.get("verdict").asText()).isEqualTo("leak");
        assertThat(worst.get("stack")).hasSizeGreaterThan(2);
        assertThat(worst.get("slopeLow").asDouble())
                .isLessThanOrEqualTo(worst.get("slopeBytesPerHour").asDouble());
        assertThat(verdicts(report)).isSubsetOf("leak", "undecided", "filled cache", "load", "noise", "profiler");
        assertThat(report.get("snapshots").asInt()).isEqualTo(SNAPSHOTS);
    }

    @Test
    void the_time_to_a_memory_limit_comes_last_and_only_when_one_is_given() throws IOException {
        List<String> limited = new ArrayList<>(List.of("--memory-limit", "2GB"));
        limited.addAll(series("pb"));
        JsonNode report = leaks(limited);

        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "agent", "from", "to", "snapshots", "segments", "sites", "young", "explanation", "timeToLimit");
        JsonNode time = report.get("timeToLimit");
        assertThat(time.fieldNames())
                .toIterable()
                .containsExactly("limitBytes", "limitSource", "hours", "soonestHours", "latestHours");
        assertThat(time.get("limitBytes").asLong()).isEqualTo(2L << 30);
        assertThat(time.get("limitSource").asText()).isEqualTo("option");
        assertThat(time.get("hours").asDouble())
                .isBetween(
                        time.get("soonestHours").asDouble(),
                        time.get("latestHours").asDouble());
    }

    @Test
    void a_limit_of_nothing_is_refused_in_one_sentence() {
        Outcome outcome = new CommandLine().run("leaks", "--memory-limit", "0", RECORDED.formatted(0, "pb"));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("a memory limit of 0 bytes");
    }

    @Test
    void leaks_come_first_the_fastest_first() throws IOException {
        JsonNode report = leaks(series("pb"));

        int leaks = Collections.frequency(verdicts(report), "leak");
        assertThat(verdicts(report).subList(0, leaks)).containsOnly("leak");
        List<Double> slopes = IntStream.range(0, leaks)
                .mapToObj(
                        i -> report.get("sites").get(i).get("slopeBytesPerHour").asDouble())
                .toList();
        assertThat(slopes).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void a_series_of_texts_names_the_same_leaks_at_the_same_rate() throws IOException {
        JsonNode text = leaks(series("txt"));
        JsonNode protobuf = leaks(series("pb"));

        assertThat(text.get("snapshots")).isEqualTo(protobuf.get("snapshots"));
        assertThat(leakingFunctions(text)).isNotEmpty().isEqualTo(leakingFunctions(protobuf));
        double rate = text.get("sites").get(0).get("slopeBytesPerHour").asDouble();
        double expected = protobuf.get("sites").get(0).get("slopeBytesPerHour").asDouble();
        assertThat(rate / expected).isBetween(0.8, 1.25);
    }

    @Test
    void the_order_on_the_command_line_does_not_matter() throws IOException {
        for (String encoding : List.of("pb", "txt")) {
            List<String> shuffled = new ArrayList<>(series(encoding));
            Collections.shuffle(shuffled, new Random(1));

            assertThat(leaks(shuffled)).isEqualTo(leaks(series(encoding)));
        }
    }

    private static List<String> series(String encoding) {
        return IntStream.range(0, SNAPSHOTS)
                .mapToObj(i -> RECORDED.formatted(i, encoding))
                .toList();
    }

    private static JsonNode leaks(List<String> files) throws IOException {
        Outcome outcome = new CommandLine()
                .run(Stream.concat(Stream.of("leaks", "--format", "json"), files.stream())
                        .toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static List<String> verdicts(JsonNode report) {
        return report.get("sites").findValuesAsText("verdict");
    }

    private static List<String> leakingFunctions(JsonNode report) {
        List<String> verdicts = verdicts(report);
        return report.get("sites").findValuesAsText("function").subList(0, Collections.frequency(verdicts, "leak"));
    }
}
