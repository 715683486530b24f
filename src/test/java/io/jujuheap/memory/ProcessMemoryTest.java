// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void a_status_file_is_read_in_bytes() {
        String status = "Name:\tjujud\nVmRSS:\t     276 kB\nRssAnon:\t     263 kB\nRssFile:\t      11 kB\n"
                + "RssShmem:\t       2 kB\nVmSwap:\t      12 kB\n";
        assertThat(ProcessMemory.parse(status)).contains(new ProcessMemory(263 * 1024, 11 * 1024, 2 * 1024, 12 * 1024));
        assertThat(ProcessMemory.parse(status.replace("RssShmem", "Rss"))).isEmpty();
    }

    @Test
    void the_kernels_own_sum_is_the_sum_of_the_parts() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        long resident = status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
        assertThat(ProcessMemory.parse(status).orElseThrow().resident()).isEqualTo(resident);
    }
}
