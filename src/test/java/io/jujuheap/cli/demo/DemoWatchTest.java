// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.http.WebSettings;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo, looked at every half a minute for a quarter of an hour, in which its agent restarts. Its time runs fast. */
class DemoWatchTest {
    private static final int SPEED = 30;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30).dividedBy(SPEED);
    private static final int LOOKS = 30;
    private static final Pattern PERCENT = Pattern.compile("([0-9.]+) ?%");

    /** A clock on which time passes {@link #SPEED} times as fast. */
    private static final class FastClock extends Clock {
        private final Instant start = Instant.now();

        @Override
        public Instant instant() {
            return start.plus(Duration.between(start, Instant.now()).multipliedBy(SPEED));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void shows_no_percentage_over_100_nothing_of_a_dead_process_and_as_many_segments_as_processes() throws Exception {
        SidecarSettings.Web web = WebSettings.onFreePort();
        FastClock clock = new FastClock();
        try (Demo demo = Demo.start(web, BuildInfo.DEVELOPMENT, clock)) {
            URI address = demo.sidecar().address();
            for (int look = 0; look < LOOKS; look++) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                for (String path : List.of("/api/v1/summary", "/api/v1/leaks", "/api/v1/diff?base=oldest")) {
                    assertPercentages(path, json(address.resolve(path)));
                }
                assertNoMoreInUseThanThereIs(address);
            }

            // 36 moments of ten seconds lie before the start, and a process lives for 60 of them.
            long moments = 36 + Duration.between(clock.start, clock.instant()).toSeconds() / 10;
            assertThat(moments).as("there was a restart").isGreaterThan(60);
            assertThat(json(address.resolve("/api/v1/leaks")).get("segments").asLong())
                    .isBetween(moments / 60, moments / 60 + 1);
        }
    }

    private static JsonNode json(URI uri) throws Exception {
        try (InputStream in = uri.toURL().openStream()) {
            return new ObjectMapper().readTree(new String(in.readAllBytes(), UTF_8));
        }
    }

    /** After a new snapshot the verdicts follow within a moment, so the two are asked again. */
    private static void assertNoMoreInUseThanThereIs(URI address) throws Exception {
        long inUse = Long.MAX_VALUE;
        long all = 0;
        for (int tries = 0; inUse > all && tries < 20; tries++) {
            Thread.sleep(100);
            JsonNode trend = json(address.resolve("/api/v1/trend")).get("inuseBytes");
            all = trend.get(trend.size() - 1).asLong();
            inUse = 0;
            for (JsonNode site : json(address.resolve("/api/v1/leaks")).get("sites")) {
                inUse += site.get("inuseBytes").asLong();
            }
        }
        assertThat(inUse).as("what the sites of the verdicts have in use").isLessThanOrEqualTo(all);
    }

    private static void assertPercentages(String path, JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getKey().endsWith("Percent")) {
                assertThat(field.getValue().asDouble())
                        .as("%s of %s", field.getKey(), path)
                        .isBetween(-100.0, 100.0001);
            }
            PERCENT.matcher(field.getValue().asText())
                    .results()
                    .map((MatchResult percent) -> Double.parseDouble(percent.group(1)))
                    .forEach(percent -> assertThat(percent)
                            .as("%s of %s: %s", field.getKey(), path, field.getValue())
                            .isLessThanOrEqualTo(100));
            assertPercentages(path, field.getValue());
        });
        if (node.isArray()) {
            node.forEach(element -> assertPercentages(path, element));
        }
    }
}
