// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LongNumbersTest {
    @Property(tries = 200)
    void keys_are_numbered_as_they_appear(@ForAll List<@LongRange(min = -20, max = 20) Long> keys) {
        LongNumbers numbers = new LongNumbers();
        Map<Long, Integer> expected = new LinkedHashMap<>();
        for (long key : keys) {
            expected.putIfAbsent(key, expected.size());
            assertThat(numbers.add(key)).isEqualTo(expected.get(key));
        }
        assertThat(numbers.count()).isEqualTo(expected.size());
        expected.forEach((key, number) -> assertThat(numbers.get(key)).isEqualTo(number));
    }

    @Property(tries = 200)
    void finds_what_was_added_and_nothing_else(@ForAll Set<Long> keys, @ForAll Set<Long> others) {
        LongNumbers numbers = new LongNumbers();
        List<Long> added = List.copyOf(keys);
        added.forEach(numbers::add);
        added.forEach(key -> assertThat(numbers.get(key)).isEqualTo(added.indexOf(key)));
        others.forEach(other -> assertThat(numbers.get(other)).isEqualTo(added.indexOf(other)));
    }

    @Test
    void many_keys_that_differ_in_one_half_only_are_told_apart() {
        LongNumbers numbers = new LongNumbers();
        for (int i = 0; i < 10_000; i++) {
            assertThat(numbers.add((long) i << 32 | 7)).isEqualTo(2 * i);
            assertThat(numbers.add(-1L << 32 | i)).isEqualTo(2 * i + 1);
        }
        assertThat(numbers.get(9_999L << 32 | 7)).isEqualTo(19_998);
    }
}
