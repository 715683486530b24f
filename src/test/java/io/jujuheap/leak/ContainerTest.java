// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ContainerTest {
    private static final int EPOCHS = 120;
    private static final long ENTRY_BYTES = 64 << 10;

    @Test
    void an_array_that_has_always_gained_entries_is_a_clear_container() {
        for (double factor : new double[] {1.25, 2}) {
            Container container = container(t -> 50 * t, factor);

            assertThat(container.isContainer()).isTrue();
            assertThat(container.goesOn()).isTrue();
            assertThat(container.isClear()).isTrue();
        }
    }

    @Test
    void one_that_follows_a_load_that_rises_threefold_is_not_clear() {
        Container container = container(t -> 2000 * (1 + 2 * t / EPOCHS), 1.25);

        assertThat(container.isContainer()).isTrue();
        assertThat(container.isClear()).isFalse();
    }

    @Test
    void an_array_that_shrinks_is_none() {
        assertThat(container(t -> t < 100 ? 50 * t : 1000, 1.25).isContainer()).isFalse();
    }

    /** One array with room for that many entries, replaced by one larger by a factor when they are more, or smaller when far fewer. */
    private static Container container(DoubleUnaryOperator entries, double factor) {
        Figures[] epochs = new Figures[EPOCHS];
        double[] hours = new double[EPOCHS];
        double room = 1;
        long allocated = 1;
        for (int i = 0; i < EPOCHS; i++) {
            hours[i] = i / 60.0;
            double wanted = entries.applyAsDouble(i);
            while (room < wanted) {
                room *= factor;
                allocated++;
            }
            if (wanted < room / 4) {
                room = Math.max(1, wanted);
                allocated++;
            }
            long bytes = Math.round(room * ENTRY_BYTES);
            epochs[i] = new Figures(bytes, 1, allocated * bytes, allocated, 1, allocated);
        }
        SiteHistory history = new SiteHistory(CallSite.ofFunction("main.add"), hours, epochs, 512 << 10);
        return Container.of(history);
    }
}
