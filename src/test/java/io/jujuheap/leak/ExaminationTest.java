// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A site that serves twenty requests a minute; each takes a sampled object of a megabyte, which dies within a minute or stays. */
class ExaminationTest {
    private static final int EPOCHS = 100;
    private static final int SERIES = 50;
    private static final int REQUESTS = 20;
    private static final long OBJECT_BYTES = 1 << 20;
    private static final double KEPT = 0.15;

    @Test
    void a_share_that_is_kept_from_some_moment_on_is_a_leak() {
        assertThat(leaks(epoch -> epoch >= 40)).isGreaterThan(SERIES * 9 / 10);
        assertThat(leaks(epoch -> epoch >= 0)).isGreaterThan(SERIES * 9 / 10);
    }

    @Test
    void what_was_kept_for_a_while_or_never_is_no_leak() {
        assertThat(leaks(epoch -> epoch >= 20 && epoch < 40)).isZero();
        assertThat(leaks(epoch -> false)).isZero();
    }

    /** The median of the series; a single one has an error of a tenth. */
    @Test
    void its_rate_is_that_of_the_time_since_then() {
        double[] rates = IntStream.range(0, SERIES)
                .mapToObj(seed -> examination(seed, epoch -> epoch >= 40))
                .filter(Examination::isLeak)
                .mapToDouble(examination -> examination.slope().bytesPerHour())
                .sorted()
                .toArray();

        assertThat(rates[rates.length / 2]).isCloseTo(60 * KEPT * REQUESTS * OBJECT_BYTES, withinPercentage(10));
    }

    private static long leaks(IntPredicate keeps) {
        return IntStream.range(0, SERIES)
                .filter(seed -> examination(seed, keeps).isLeak())
                .count();
    }

    private static Examination examination(int seed, IntPredicate keeps) {
        Random random = new Random(seed);
        double[] hours = new double[EPOCHS];
        Arrays.setAll(hours, i -> i / 60.0);
        Figures[] epochs = new Figures[EPOCHS];
        int kept = 0;
        int allocated = 0;
        for (int i = 0; i < EPOCHS; i++) {
            int living = 0;
            for (int request = 0; request < REQUESTS; request++) {
                boolean stays = keeps.test(i) && random.nextDouble() < KEPT;
                kept += stays ? 1 : 0;
                living += !stays && random.nextDouble() < 0.5 ? 1 : 0;
            }
            allocated += REQUESTS;
            epochs[i] = figures(kept + living, allocated);
        }
        SiteHistory history = new SiteHistory(CallSite.of(List.of("main.serve")), hours, epochs, 512 << 10);
        double[] work =
                Arrays.stream(epochs).mapToDouble(Figures::allocatedBytes).toArray();
        return Examination.of(history, OBJECT_BYTES, work);
    }

    private static Figures figures(int live, int allocated) {
        return new Figures(live * OBJECT_BYTES, live, allocated * OBJECT_BYTES, allocated, live, allocated);
    }
}
