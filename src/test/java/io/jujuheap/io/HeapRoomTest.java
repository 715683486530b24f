// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
    private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();

    @Test
    void more_than_the_heap_has_is_refused() {
        assertThatThrownBy(() -> HeapRoom.require(HEAP_BYTES))
                .isInstanceOf(HeapRoom.ExceededException.class)
                .hasMessageContaining("of memory or more, and Java may use")
                .hasMessageContaining("JUJU_HEAP_JAVA_OPTS=-Xmx2g");
    }

    @Test
    void room_of_work_under_way_is_not_granted_to_other_work() {
        long half = HEAP_BYTES / 2;
        HeapRoom.within(half, () -> {
            assertThatThrownBy(() -> HeapRoom.require(half)).isInstanceOf(HeapRoom.ExceededException.class);
            return half;
        });
        assertThatCode(() -> HeapRoom.require(half)).doesNotThrowAnyException();
    }

    @Test
    void a_heap_that_is_resized_between_the_two_figures_is_read_again() {
        Iterator<Long> total = List.of(50L, 90L, 90L, 90L).iterator();

        assertThat(HeapRoom.usedBytes(total::next, () -> 8)).isEqualTo(82);
    }
}
