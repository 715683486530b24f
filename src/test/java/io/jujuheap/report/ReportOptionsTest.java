// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import org.junit.jupiter.api.Test;

class ReportOptionsTest {

    @Test
    void a_builder_starts_from_what_it_is_given_and_changes_nothing_else() {
        ReportOptions options = ReportOptions.builder()
                .sampleIndex("alloc_space")
                .cum(true)
                .nodeCount(5)
                .nodeFraction(0.1)
                .edgeFraction(0.2)
                .trim(false)
                .focus("a")
                .ignore("b")
                .hide("c")
                .show("d")
                .showFrom("e")
                .tagFocus("f")
                .tagIgnore("g")
                .granularity(Granularity.LINES)
                .noInlines(true)
                .unit("MB")
                .relativePercentages(true)
                .dropNegative(true)
                .divideBy(3)
                .mean(true)
                .build();
        assertThat(options.toBuilder().build()).isEqualTo(options);
        assertThat(options.filters()).isEqualTo(new Filters("a", "b", "c", "d", "e", "f", "g"));
        assertThat(ReportOptions.builder().build()).isEqualTo(ReportOptions.DEFAULT);
    }

    @Test
    void refuses_numbers_out_of_range_in_one_sentence() {
        assertThatThrownBy(() -> ReportOptions.builder().nodeCount(-2).build())
                .isInstanceOf(UsageException.class)
                .hasMessage("nodecount is -2: give 0 for all nodes, or a positive number");
        assertThatThrownBy(
                        () -> ReportOptions.builder().nodeFraction(Double.NaN).build())
                .isInstanceOf(UsageException.class)
                .hasMessage("nodefraction is NaN: give a fraction such as 0.005");
        assertThatThrownBy(() -> ReportOptions.builder().edgeFraction(-0.1).build())
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> ReportOptions.builder().divideBy(0).build())
                .isInstanceOf(UsageException.class)
                .hasMessage("divide_by is 0.0: give a number that is not 0");
    }

    @Test
    void names_granularities_as_pprof_does() {
        assertThat(Granularity.named("filefunctions")).isEqualTo(Granularity.FILEFUNCTIONS);
        assertThat(Granularity.LINES).hasToString("lines");
        assertThatThrownBy(() -> Granularity.named("words"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "unknown granularity \"words\": choose functions, filefunctions, files, lines, addresses or packages");
    }
}
