// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.AgentGrowth.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgentComparisonTest {
    private static final Instant START = Instant.parse("2026-11-30T20:00:00Z");
    private static final long MB = 1 << 20;

    @Test
    void names_the_agent_that_grows_and_says_that_the_others_do_not() {
        AgentComparison comparison = AgentComparison.of(
                List.of(growth("machine-0", 0, 60), growth("machine-1", 40, 60), growth("machine-2", 0, 60)));

        assertThat(comparison.explanation())
                .matches(
                        "machine-1 grows by (3[5-9]|4[0-5])\\.\\dMB an hour \\(within .*MB to .*MB\\), the others do not\\.");
        assertThat(comparison.agents().get(0).agent()).isEqualTo("machine-1");
    }

    @Test
    void says_that_none_grows() {
        assertThat(AgentComparison.of(List.of(growth("machine-0", 0, 60), growth("machine-1", 0, 60)))
                        .explanation())
                .isEqualTo("The live heap of none of the 2 agents grows.");
        assertThat(AgentComparison.of(List.of(growth("machine-0", 0, 60))).explanation())
                .isEqualTo("The live heap of machine-0 does not grow.");
    }

    @Test
    void names_those_of_which_too_little_is_known() {
        assertThat(AgentComparison.of(List.of(growth("machine-0", 40, 60), growth("machine-1", 0, 4)))
                        .explanation())
                .startsWith("machine-0 grows by ")
                .endsWith("MB). There are too few states yet to tell the growth of machine-1.");
    }

    @Test
    void growth_within_chance_or_too_small_to_matter_is_none() {
        assertThat(growth("machine-0", 1, 12).grows()).as("within the noise").isFalse();
        assertThat(AgentGrowth.of(
                                "machine-0",
                                IntStream.range(0, 12)
                                        .mapToObj(i -> new State(START.plusSeconds(60L * i), 50 * MB + 1000 * i))
                                        .toList())
                        .grows())
                .as("exact, but of 11 kB")
                .isFalse();
    }

    /** A heap of 50 MB that a sampling error of 2 MB shows, every five minutes. */
    private static AgentGrowth growth(String agent, double megabytesPerHour, int states) {
        Random random = new Random(agent.hashCode());
        List<State> all = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            double bytes = (50 + megabytesPerHour * i / 12 + 2 * random.nextGaussian()) * MB;
            all.add(new State(START.plusSeconds(300L * i), Math.round(bytes)));
        }
        return AgentGrowth.of(agent, all);
    }
}
