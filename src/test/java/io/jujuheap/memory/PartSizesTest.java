// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class PartSizesTest {
    @Property
    void what_was_written_is_read_back(
            @ForAll @NotEmpty Map<MemoryPart, @LongRange(max = 1L << 50) Long> parts, @ForAll boolean residentIsKnown) {
        PartSizes sizes = new PartSizes(residentIsKnown ? OptionalLong.of(7) : OptionalLong.empty(), parts);
        assertThat(PartSizes.parse(sizes.text())).contains(sizes);
        assertThat(sizes.text()).hasSizeLessThan(300).doesNotContain("\n");
    }

    @Test
    void words_of_a_newer_version_are_passed_over() {
        assertThat(PartSizes.parse("resident=9 arena=3 stacks=5"))
                .contains(new PartSizes(OptionalLong.of(9), new EnumMap<>(Map.of(MemoryPart.STACKS, 5L))));
        assertThat(PartSizes.parse("")).isEmpty();
        assertThat(PartSizes.parse("stacks=-5")).isEmpty();
    }
}
