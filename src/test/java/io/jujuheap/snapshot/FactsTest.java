// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final Facts FACTS = new Facts(
            SnapshotId.parse("machine-0/20261122T160211Z-000").orElseThrow(),
            Instant.parse("2026-11-22T16:02:11.123Z"),
            Trigger.ACTION,
            new Origin(1234, Instant.parse("2026-11-20T08:00:00Z"), 5123, 3),
            104_857,
            Optional.of("ab".repeat(32)),
            "");

    @Test
    void can_be_read_by_a_person() {
        assertThat(FACTS.text())
                .startsWith("id=machine-0/20261122T160211Z-000\n"
                        + "taken=2026-11-22T16:02:11.123Z\n"
                        + "trigger=action\n"
                        + "size=104857\n"
                        + "sha256=" + "ab".repeat(32) + "\n"
                        + "pid=1234\n"
                        + "started=2026-11-20T08:00:00Z\n"
                        + "gc-epoch=5123\n"
                        + "segment=3\n"
                        + "crc32=");
    }

    @Test
    void are_read_back() {
        assertThat(Facts.parse(FACTS.text())).contains(FACTS);
    }

    @Test
    void figures_stand_on_a_line_of_their_own_and_facts_of_before_have_none() {
        Facts with = new Facts(
                FACTS.id(),
                FACTS.taken(),
                FACTS.trigger(),
                FACTS.origin(),
                FACTS.size(),
                FACTS.sha256(),
                "resident=63963136 live_heap=20479332");
        assertThat(with.text()).contains("\nfigures=resident=63963136 live_heap=20479332\ncrc32=");
        assertThat(Facts.parse(with.text())).contains(with);
        assertThat(FACTS.text()).doesNotContain("figures");
        assertThat(Facts.parse(FACTS.text()).orElseThrow().figures()).isEmpty();
    }

    @Test
    void are_not_read_when_a_single_character_has_changed() {
        String text = FACTS.text();
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
            assertThat(Facts.parse(changed)).as("changed at %d", i).isEmpty();
        }
    }

    @Test
    void are_not_read_when_cut_short() {
        String text = FACTS.text();
        for (int length = 0; length < text.length(); length++) {
            assertThat(Facts.parse(text.substring(0, length)))
                    .as("%d characters", length)
                    .isEmpty();
        }
    }

    @Test
    void S09_facts_of_a_newer_version_are_read_with_what_is_known_of_them() {
        String newer = FACTS.text().replaceFirst("trigger=action\n", "trigger=webhook\ncolour=green\n");
        Facts read = Facts.parse(withChecksum(newer)).orElseThrow();

        assertThat(read.origin()).isEqualTo(FACTS.origin());
        assertThat(read.trigger()).isEqualTo(Trigger.UNKNOWN);
    }

    @Test
    void are_not_read_when_one_is_missing_or_is_none() {
        assertThat(Facts.parse(withChecksum(FACTS.text().replaceFirst("pid=1234\n", ""))))
                .isEmpty();
        assertThat(Facts.parse(withChecksum(FACTS.text().replaceFirst("size=104857", "size=many"))))
                .isEmpty();
        assertThat(Facts.parse(withChecksum(FACTS.text().replaceFirst("id=machine-0/", "id="))))
                .isEmpty();
        assertThat(Facts.parse(withChecksum(FACTS.text().replaceFirst("taken=2026", "taken=2025"))))
                .isEmpty();
        assertThat(Facts.parse("")).isEmpty();
    }

    private static String withChecksum(String text) {
        String lines = text.substring(0, text.lastIndexOf("crc32="));
        CRC32 crc = new CRC32();
        crc.update(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return lines + String.format("crc32=%08x%n", crc.getValue());
    }
}
