// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Summaries are told by their bytes in use here. */
class ThinningTest {
    private static List<Integer> kept(int atMost, Integer... bytesInUse) {
        Thinning<Integer> thinning = new Thinning<>(bytesInUse.length, atMost);
        for (Integer bytes : bytesInUse) {
            thinning.add(bytes, bytes);
        }
        return thinning.kept();
    }

    @Test
    void of_each_group_the_trough_is_kept_besides_the_first_and_the_last() {
        assertThat(kept(3, 90, 50, 70, 60, 40, 80, 85, 30, 95)).containsExactly(90, 50, 40, 30, 95);
    }

    @Test
    void a_last_one_that_is_a_trough_is_kept_once() {
        assertThat(kept(2, 90, 50, 70, 60, 40, 30)).containsExactly(90, 50, 30);
        assertThat(kept(2, 90, 50, 70, 60, 30)).containsExactly(90, 50, 30);
    }

    @Test
    void few_are_all_kept() {
        assertThat(kept(240, 90, 50, 70)).containsExactly(90, 50, 70);
        assertThat(kept(240, 90)).containsExactly(90);
        assertThat(kept(240)).isEmpty();
    }
}
