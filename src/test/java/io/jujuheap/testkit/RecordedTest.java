// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The recordings are complete, so that no test that goes through all of them goes through nothing. */
class RecordedTest {
    @Test
    void every_heap_has_a_protobuf_and_a_text() {
        assertThat(Recorded.heaps()).hasSizeGreaterThan(40).allSatisfy(heap -> {
            assertThat(heap.protobuf()).startsWith(0x1f, 0x8b);
            assertThat(new String(heap.text(), US_ASCII))
                    .startsWith("heap profile: ")
                    .contains("\n# runtime.MemStats\n");
        });
    }

    @Test
    void at_least_six_programs_were_recorded_with_two_versions_of_go() {
        List<String> recordings =
                Recorded.all().stream().map(Recorded::recording).distinct().toList();
        assertThat(recordings.stream().filter(name -> name.endsWith("-go1.19"))).hasSizeGreaterThanOrEqualTo(6);
        assertThat(recordings.stream().filter(name -> name.endsWith("-go1.26"))).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void goroutines_of_six_programs_were_recorded_in_all_three_forms() {
        assertThat(Recorded.goroutines()).hasSize(6 * 2 * 2).allSatisfy(goroutines -> {
            assertThat(goroutines.protobuf()).startsWith(0x1f, 0x8b);
            assertThat(new String(goroutines.text(), US_ASCII)).startsWith("goroutine profile: total ");
            assertThat(goroutines.dumpFile()).exists();
        });
    }

    @Test
    void every_profile_has_goldens_and_every_golden_its_profiles() {
        List<Golden> goldens = Golden.all();
        assertThat(goldens).hasSizeGreaterThan(4000);
        assertThat(goldens.stream().map(Golden::profile).distinct())
                .containsExactlyInAnyOrderElementsOf(Recorded.all());
        assertThat(goldens.stream().flatMap(golden -> golden.base().stream()).distinct())
                .isNotEmpty()
                .allSatisfy(base -> assertThat(base.file()).exists());
    }
}
