// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import static io.jujuheap.metrics.Exposition.OPENMETRICS;
import static io.jujuheap.metrics.Exposition.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptTextTest {
    private final AtomicLong figure = new AtomicLong(1);
    private final AtomicInteger made = new AtomicInteger();
    private final KeptText<Long> text = new KeptText<>(figure::get, value -> {
        made.incrementAndGet();
        return List.of(Families.gauge("figure", "A figure.", (double) value));
    });

    @Test
    void text_is_made_once_for_a_figure_and_format() {
        for (int i = 0; i < 3; i++) {
            assertThat(new String(text.bytes(TEXT), UTF_8))
                    .isEqualTo("# HELP figure A figure.\n# TYPE figure gauge\nfigure 1.0\n");
            assertThat(new String(FamilyWriter.of(OPENMETRICS).exposition(text.bytes(OPENMETRICS)), UTF_8))
                    .isEqualTo("# TYPE figure gauge\n# HELP figure A figure.\nfigure 1.0\n# EOF\n");
        }
        assertThat(made).hasValue(2);
    }

    @Test
    void text_is_made_anew_when_the_figure_is_another() {
        text.bytes(TEXT);
        figure.set(2);
        assertThat(new String(text.bytes(TEXT), UTF_8)).endsWith("figure 2.0\n");
        figure.set(1);
        assertThat(new String(text.bytes(TEXT), UTF_8)).endsWith("figure 1.0\n");
    }
}
