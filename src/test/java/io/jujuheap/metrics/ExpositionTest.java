// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import static io.jujuheap.metrics.Exposition.OPENMETRICS;
import static io.jujuheap.metrics.Exposition.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
    /** What Prometheus 2.42 and 3.x send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                "application/openmetrics-text",
                "APPLICATION/OPENMETRICS-TEXT ; VERSION=1.0.0"
            })
    void openmetrics_for_those_who_prefer_it(String accept) {
        assertThat(Exposition.accepted(accept)).isEqualTo(OPENMETRICS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/html",
                "application/json",
                "garbage",
                ";;;,,,q=",
                "text/plain,*/*;q=0.1",
                "application/openmetrics-text;version=0.0.1",
                "application/openmetrics-text;version=2.0.0",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text;q=x",
                "text/plain;q=1," + "application/openmetrics-text;version=1.0.0;q=0.9",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7"
            })
    void text_for_everyone_else(String accept) {
        assertThat(Exposition.accepted(accept)).isEqualTo(TEXT);
    }

    @Test
    void a_header_of_many_kilobytes_is_not_even_read() {
        assertThat(Exposition.accepted("application/openmetrics-text,".repeat(300)))
                .isEqualTo(TEXT);
    }
}
