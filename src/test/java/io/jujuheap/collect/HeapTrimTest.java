// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTrimTest {
    private static final long MEGABYTE = 1 << 20;

    private long committed = 6 * MEGABYTE;
    private int collections;
    private final HeapTrim trim = new HeapTrim(4 * MEGABYTE, () -> committed, () -> {
        collections++;
        committed = 16 * MEGABYTE;
    });

    @Test
    void a_heap_that_has_not_grown_much_is_left_alone() {
        committed = 9 * MEGABYTE;

        trim.run();

        assertThat(collections).isZero();
    }

    @Test
    void a_heap_that_has_grown_is_collected_once() {
        committed = 60 * MEGABYTE;

        trim.run();
        trim.run();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void small_growth_adds_up() {
        committed = 8 * MEGABYTE;
        trim.run();
        committed = 11 * MEGABYTE;
        trim.run();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void what_was_in_use_at_a_collection_is_collected_half_a_minute_later() {
        committed = 60 * MEGABYTE;
        for (int run = 0; run < 30; run++) {
            trim.run();
        }
        assertThat(collections).as("it left 16 MB of 6").isEqualTo(1);
        for (int run = 0; run < 100; run++) {
            trim.run();
        }
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void a_heap_that_has_shrunk_is_measured_from_there() {
        committed = 2 * MEGABYTE;
        trim.run();
        committed = 7 * MEGABYTE;
        trim.run();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void what_stays_after_a_collection_is_what_it_needs() {
        committed = 60 * MEGABYTE;
        trim.run();
        committed = 19 * MEGABYTE;

        trim.run();

        assertThat(collections).isEqualTo(1);
    }
}
