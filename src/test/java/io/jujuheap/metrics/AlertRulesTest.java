// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules, each firing and not firing, in Prometheus' own simulation. */
class AlertRulesTest {
    private static final Path RULES = Path.of("charm/prometheus_alert_rules/juju-heap.yaml");
    private static final Path CASES = Path.of("src/test/resources/prometheus/rules.test.yaml");

    @Test
    void promtool_takes_the_rules() throws Exception {
        Outcome outcome = Promtool.run(new byte[0], "check", "rules", "--lint=all", "--lint-fatal", RULES.toString());

        assertThat(outcome.code()).as(outcome.out()).isZero();
    }

    /** The rules as charm/build leaves them where the documents have no address. */
    @Test
    void each_rule_fires_when_it_should_and_not_otherwise(@TempDir Path folder) throws Exception {
        Path rules = folder.resolve("rules.yaml");
        Files.write(
                rules,
                Files.readAllLines(RULES).stream()
                        .filter(line -> !line.contains("@docs@"))
                        .toList());
        Path cases = folder.resolve("cases.yaml");
        String original = Files.readString(CASES);
        assertThat(original).contains(RULES.getFileName().toString());
        Files.writeString(cases, original.replaceFirst("\\S*" + RULES.getFileName(), rules.toString()));
        Outcome outcome = Promtool.run(new byte[0], "test", "rules", cases.toString());

        assertThat(outcome.code()).as(outcome.out()).isZero();
    }

    @Test
    @SuppressWarnings("unchecked")
    void each_rule_is_tested_and_says_what_it_is_about_and_what_to_run_next() throws Exception {
        String cases = Files.readString(CASES);
        Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES));
        Map<?, ?> group = (Map<?, ?>) ((List<?>) part(file, "groups")).get(0);
        List<Map<?, ?>> rules = (List<Map<?, ?>>) part(group, "rules");

        assertThat(rules).hasSize(9).allSatisfy(rule -> {
            Object annotations = part(rule, "annotations");
            assertThat(cases).contains(String.valueOf(part(rule, "alert")));
            assertThat(String.valueOf(part(annotations, "summary"))).contains("{{ $labels.instance }}");
            assertThat(String.valueOf(part(annotations, "description")))
                    .matches("[A-Z{].*[.?] Next: juju (ssh|run|config) .*");
            assertThat(String.valueOf(part(part(rule, "labels"), "severity"))).isIn("info", "warning");
        });
    }

    private static Object part(@Nullable Object map, String key) {
        return requireNonNull(((Map<?, ?>) requireNonNull(map)).get(key), key);
    }
}
