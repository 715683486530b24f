// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code juju-heap leaks} of the store of a sidecar, which holds heaps and goroutines. */
class LeaksOfStoreTest {
    private static final Recorded HEAP = Recorded.named("jsonserver-go1.26/heap-03");
    private static final Recorded GOROUTINES = Recorded.named("jsonserver-go1.26/goroutine");
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    Path folder;

    private String store;

    @BeforeEach
    void fill() throws IOException {
        store = folder.toString();
        Retention retention = Retention.DEFAULT.withMinFreeBytes(0);
        try (ProfileStores stores = ProfileStores.open(folder, retention, CollectSettings.DEFAULT)) {
            stores.heaps().store(about("machine-0"), HEAP.protobuf(), new byte[0]);
            stores.heaps().store(about("machine-1"), HEAP.protobuf(), new byte[0]);
            stores.goroutines().store(about("machine-0"), GOROUTINES.protobuf(), new byte[0]);
        }
    }

    private static Capture about(String agent) {
        return new Capture(agent, NOON, Trigger.TIMER, Origin.UNKNOWN);
    }

    @Test
    void both_kinds_are_judged() {
        assertThat(leaks("--agent", "machine-0").out())
                .contains(
                        "more states of the heap are needed",
                        "\ngoroutines: " + GOROUTINES.profile().total(0) + " -> ");
        assertThat(leaks("--agent", "machine-1").out()).doesNotContain("goroutines: ");
    }

    @Test
    void as_json_the_heap_or_the_goroutines() throws IOException {
        JsonNode heap = new ObjectMapper()
                .readTree(leaks("--agent", "machine-0", "--format", "json").out());
        assertThat(heap.has("sites")).isTrue();
        JsonNode goroutines = new ObjectMapper()
                .readTree(leaks("--agent", "machine-0", "--format", "json", "--profile", "goroutine")
                        .out());
        assertThat(goroutines.get("after").asLong())
                .isEqualTo(GOROUTINES.profile().total(0));
    }

    @Test
    void goroutines_that_were_not_kept_get_a_sentence() {
        assertThat(leaks("--agent", "machine-1", "--format", "json", "--profile", "goroutine"))
                .isEqualTo(new Outcome(
                        1, "", "juju-heap leaks: the store holds no profiles of the goroutines of machine-1\n"));
    }

    private Outcome leaks(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "leaks";
        words[1] = store;
        System.arraycopy(options, 0, words, 2, options.length);
        return new CommandLine().run(words);
    }
}
