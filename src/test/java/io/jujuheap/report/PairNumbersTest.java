// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PairNumbersTest {
    @Property(tries = 200)
    void pairs_are_numbered_as_they_appear(@ForAll("pairs") List<List<Integer>> pairs) {
        PairNumbers numbers = new PairNumbers(2);
        Map<List<Integer>, Integer> expected = new LinkedHashMap<>();
        for (List<Integer> pair : pairs) {
            expected.putIfAbsent(pair, expected.size());
            assertThat(numbers.numberOf(pair.get(0), pair.get(1))).isEqualTo(expected.get(pair));
        }
        assertThat(numbers.count()).isEqualTo(expected.size());
        expected.forEach((pair, number) -> assertThat(List.of(numbers.first(number), numbers.second(number)))
                .isEqualTo(pair));
    }

    @Test
    void many_pairs_that_differ_in_one_half_only_are_told_apart() {
        PairNumbers numbers = new PairNumbers(16);
        for (int i = 0; i < 10_000; i++) {
            assertThat(numbers.numberOf(i, 7)).isEqualTo(2 * i);
            assertThat(numbers.numberOf(-1, i)).isEqualTo(2 * i + 1);
        }
        assertThat(numbers.numberOf(9_999, 7)).isEqualTo(19_998);
    }

    @Provide
    Arbitrary<List<List<Integer>>> pairs() {
        Arbitrary<Integer> halves = Arbitraries.integers().between(-3, 6);
        return Combinators.combine(halves, halves).as(List::of).list().ofMaxSize(200);
    }
}
