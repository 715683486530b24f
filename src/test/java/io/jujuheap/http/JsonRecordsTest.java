// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The oracle is Jackson's data binding, which the sidecar does without. */
class JsonRecordsTest {
    private static final ObjectMapper ORACLE =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    record Inner(String text, List<@Nullable Long> column) {}

    @SuppressWarnings("ArrayRecordComponent") // as the views have them
    record Outer(
            String text,
            long number,
            int small,
            double fraction,
            boolean truth,
            @Nullable Double absent,
            @Nullable Long boxed,
            Inner inner,
            @Nullable Inner none,
            List<Inner> inners,
            List<String> words,
            int[] ints,
            long @Nullable [] longs,
            long @Nullable [] missing) {}

    record Unknown(Object what) {}

    private static final Inner INNER =
            new Inner("\u20ac \"quoted\" \\ \t \u0001 \ud83d\ude00 </script>", Arrays.asList(1L, null, -3L));

    private static Outer outer(double fraction, long number) {
        return new Outer(
                "",
                number,
                Integer.MIN_VALUE,
                fraction,
                true,
                null,
                number,
                INNER,
                null,
                List.of(INNER, new Inner("", List.of())),
                List.of("a", "main.(*T).run"),
                new int[] {1, -2, Integer.MAX_VALUE},
                new long[] {},
                null);
    }

    @Test
    void writes_what_data_binding_writes() throws Exception {
        for (double fraction :
                List.of(0.0, -0.0, 1.5, 1e-9, 1.0 / 3, 123456789012.0, Double.MAX_VALUE, Double.MIN_VALUE)) {
            for (long number : List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE)) {
                Outer view = outer(fraction, number);
                assertThat(new String(Json.of(view), UTF_8))
                        .isEqualTo(new String(ORACLE.writeValueAsBytes(view), UTF_8));
            }
        }
    }

    @Test
    void what_is_not_a_number_stays_valid_json() throws Exception {
        Outer view = outer(Double.NaN, 1);
        assertThat(ORACLE.readTree(Json.of(view)).get("fraction").isTextual()).isTrue();
    }

    @Test
    void refuses_what_no_view_has() {
        assertThatThrownBy(() -> Json.of(new Unknown(new StringBuilder())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("StringBuilder");
    }
}
