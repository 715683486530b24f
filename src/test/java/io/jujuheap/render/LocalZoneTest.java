// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalZoneTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "/usr/share/zoneinfo/Etc/UTC, true",
        "../usr/share/zoneinfo/UTC, true",
        "/usr/share/zoneinfo/Europe/Berlin, false",
        "/usr/share/zoneinfo/Etc/GMT+1, false",
        "/etc/somewhere/UTC, false"
    })
    void a_link_to_a_name_of_utc_says_utc(Path target, boolean isUtc) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("localtime"), target);
        assertThat(LocalZone.isUtc(link)).isEqualTo(isUtc);
    }

    @Test
    void what_is_no_link_leaves_it_to_java() throws IOException {
        Path file = Files.writeString(folder.resolve("localtime"), "TZif2");
        assertThat(LocalZone.isUtc(file)).isFalse();
        assertThat(LocalZone.isUtc(folder.resolve("none"))).isFalse();
    }

    @Test
    void it_has_the_offset_of_java_s_default_zone() {
        Instant now = Instant.now();
        assertThat(LocalZone.get(System.getenv("TZ") != null).getRules().getOffset(now))
                .isEqualTo(TimeZone.getDefault().toZoneId().getRules().getOffset(now));
    }
}
