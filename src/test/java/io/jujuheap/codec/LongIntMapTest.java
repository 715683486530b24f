// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LongIntMapTest {
    @Property(tries = 200)
    void finds_what_was_added_and_nothing_else(@ForAll Set<Long> keys, @ForAll Set<Long> others) {
        List<Long> added = List.copyOf(keys);
        LongIntMap map = new LongIntMap();
        for (int i = 0; i < added.size(); i++) {
            map.add(added.get(i), i);
        }
        for (int i = 0; i < added.size(); i++) {
            assertThat(map.get(added.get(i))).isEqualTo(i);
        }
        for (long other : others) {
            assertThat(map.get(other)).isEqualTo(keys.contains(other) ? added.indexOf(other) : LongIntMap.ABSENT);
        }
    }

    @Property(tries = 5)
    void grows(@ForAll long start) {
        LongIntMap map = new LongIntMap();
        for (int i = 0; i < 10_000; i++) {
            map.add(start + 16L * i, i);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(map.get(start + 16L * i)).isEqualTo(i);
        }
    }
}
