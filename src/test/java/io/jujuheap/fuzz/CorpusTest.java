// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code make fuzz}: what the campaigns found is checked again. */
class CorpusTest {
    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void what_campaigns_found_still_holds(FuzzTarget target) throws Exception {
        Map<String, byte[]> corpus = target.corpus();

        assertThat(corpus).hasSizeGreaterThan(5);
        corpus.forEach((name, input) -> {
            try {
                target.check(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(name + " of " + target.word(), e);
            }
        });
    }
}
