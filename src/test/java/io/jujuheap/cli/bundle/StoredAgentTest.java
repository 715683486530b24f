// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.cli.demo.Recording;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of a store that holds heaps and goroutines of the demo's agent, which leaks both. */
class StoredAgentTest {
    private static final int MOMENTS = 9;

    @TempDir
    Path store;

    @Test
    void the_goroutines_of_a_store_are_in_the_bundle_with_verdicts_that_know_their_memory() throws Exception {
        fill();
        Bundle bundle = new Bundle(Instant.now(), "1.0");
        bundle.addStore(store);
        Map<String, byte[]> files = unzipped(bundle.zip());

        assertThat(files.keySet().stream()
                        .filter(name -> name.matches("machine-0/goroutines/\\d{8}T\\d{6}Z-000\\.pb\\.gz")))
                .hasSize(MOMENTS);
        assertThat(new String(files.get("machine-0/goroutine-leaks.txt"), UTF_8).replace('\n', ' '))
                .contains(" goroutines wait at example.com/controller/state.(*Session).follow, started as ")
                .contains("they hold 1.9MB of stacks");
        assertThat(new String(files.get("README.txt"), UTF_8))
                .contains("machine-0/goroutines/ ", MOMENTS + " profiles of the goroutines over time")
                .contains("machine-0/series/ ", MOMENTS + " heap profiles over time");
    }

    private void fill() throws Exception {
        Instant first = Instant.now().minusSeconds(60 * MOMENTS);
        Retention retention = Retention.DEFAULT.withMinFreeBytes(0);
        try (ProfileStores stores = ProfileStores.open(store, retention, CollectSettings.DEFAULT)) {
            for (int i = 0; i < MOMENTS; i++) {
                Instant taken = first.plusSeconds(60 * i);
                int moment = i * Recording.MOMENTS / MOMENTS;
                // All but 151 of 4,271 goroutines are those that leak.
                String figures = "stacks=" + (2 << 20);
                stores.heaps()
                        .store(
                                new Capture("machine-0", taken, Trigger.TIMER, Origin.UNKNOWN, figures),
                                Recording.protobuf(moment),
                                new byte[0]);
                stores.goroutines()
                        .store(
                                new Capture("machine-0", taken, Trigger.TIMER, Origin.UNKNOWN),
                                Recording.goroutines(moment),
                                new byte[0]);
            }
        }
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
