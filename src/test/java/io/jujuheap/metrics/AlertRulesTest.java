// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The alert rules, each firing and not firing, in Prometheus' own simulation. */
class AlertRulesTest {
    private static final Path RULES = Path.of("charm/prometheus_alert_rules/juju-heap.yaml");
    private static final Path CASES = Path.of("src/test/resources/prometheus/rules.test.yaml");

    @Test
    void promtool_takes_the_rules() throws Exception {
        Promtool.Outcome outcome =
                Promtool.run(new byte[0], "check", "rules", "--lint=all", "--lint-fatal", RULES.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void each_rule_fires_when_it_should_and_not_otherwise() throws Exception {
        Promtool.Outcome outcome = Promtool.run(new byte[0], "test", "rules", CASES.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void each_rule_is_tested_and_says_what_to_do_next() throws Exception {
        List<String> rules = Files.readAllLines(RULES);
        String cases = Files.readString(CASES);
        List<String> names = rules.stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();

        assertThat(names).hasSize(7).allSatisfy(name -> assertThat(cases).contains(name));
        assertThat(rules.stream().filter(line -> line.contains("Next:"))).hasSize(7);
        assertThat(rules.stream().filter(line -> line.contains("summary:"))).hasSize(7);
    }
}
