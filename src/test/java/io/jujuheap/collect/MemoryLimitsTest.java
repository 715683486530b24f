// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.leak.MemoryLimit.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are as Linux 6 and systemd 255 write them. */
class MemoryLimitsTest {
    private static final MemoryLimit MACHINE = new MemoryLimit(24_684_084L << 10, Source.MACHINE);

    /** What version 1 writes for no limit. */
    private static final String UNLIMITED = "9223372036854771712\n";

    @TempDir
    Path root;

    private MemoryLimits limits;

    @BeforeEach
    void machine() throws IOException {
        limits = new MemoryLimits(root);
        write(
                "proc/meminfo",
                "MemTotal:       24684084 kB\nMemFree:        19384852 kB\nSwapTotal:             0 kB\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private static MemoryLimit cgroup(long bytes) {
        return new MemoryLimit(bytes, Source.CGROUP);
    }

    @Test
    void version_2_limits_a_service() throws IOException {
        write("proc/4711/cgroup", "0::/system.slice/jujud-machine-0.service\n");
        write("sys/fs/cgroup/system.slice/jujud-machine-0.service/memory.max", "536870912\n");
        write("sys/fs/cgroup/system.slice/memory.max", "max\n");

        assertThat(limits.of(4711)).contains(cgroup(512 << 20));
    }

    @Test
    void the_lowest_limit_around_a_group_counts() throws IOException {
        write("proc/4711/cgroup", "0::/system.slice/jujud-machine-0.service\n");
        write("sys/fs/cgroup/system.slice/jujud-machine-0.service/memory.max", "4294967296\n");
        write("sys/fs/cgroup/system.slice/memory.max", "1073741824\n");
        write("sys/fs/cgroup/memory.max", "2147483648\n");

        assertThat(limits.of(4711)).contains(cgroup(1 << 30));
    }

    @Test
    void version_1_limits_by_its_memory_controller_also_where_version_2_is_mounted_beside() throws IOException {
        write("proc/4711/cgroup", "9:name=systemd:/init\n4:memory,hugetlb:/juju/agent\n1:cpu:/\n0::/unified\n");
        write("sys/fs/cgroup/memory/juju/agent/memory.limit_in_bytes", UNLIMITED);
        write("sys/fs/cgroup/memory/juju/memory.limit_in_bytes", "268435456\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", UNLIMITED);
        write("sys/fs/cgroup/unified/memory.max", "1\n");

        assertThat(limits.of(4711)).contains(cgroup(256 << 20));
    }

    /** The process sees the path on the host, but only the part of the hierarchy that is the container's is mounted. */
    @Test
    void a_container_is_limited_at_the_top_of_what_it_sees() throws IOException {
        write("proc/1/cgroup", "4:memory:/docker/0123456789abcdef\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "134217728\n");

        assertThat(limits.of(1)).contains(cgroup(128 << 20));
    }

    @Test
    void the_machine_limits_what_no_group_does() throws IOException {
        write("proc/4711/cgroup", "0::/system.slice/jujud-machine-0.service\n");
        write("sys/fs/cgroup/system.slice/jujud-machine-0.service/memory.max", "max\n");

        assertThat(limits.of(4711)).contains(MACHINE);
        assertThat(limits.of(0)).as("an unknown process").contains(MACHINE);
        assertThat(limits.of(4712)).as("a process that has ended").contains(MACHINE);
    }

    @Test
    void the_machine_limits_a_group_that_may_take_more_than_there_is() throws IOException {
        write("proc/4711/cgroup", "0::/jujud\n");
        write("sys/fs/cgroup/jujud/memory.max", "1099511627776\n");

        assertThat(limits.of(4711)).contains(MACHINE);
    }

    @Test
    void a_path_that_leads_out_of_the_hierarchy_is_not_followed() throws IOException {
        write("proc/4711/cgroup", "0::/../../elsewhere\n");
        write("sys/elsewhere/memory.max", "1048576\n");
        write("elsewhere/memory.max", "1048576\n");

        assertThat(limits.of(4711)).contains(MACHINE);
    }

    @Test
    void what_is_not_as_expected_limits_nothing() throws IOException {
        write("proc/4711/cgroup", "\n::\n0\n0:\nmemory\n4:memory\n0::/jujud\n");
        write("sys/fs/cgroup/jujud/memory.max", "a lot\n");
        assertThat(limits.of(4711)).contains(MACHINE);

        write("sys/fs/cgroup/jujud/memory.max", "-4096\n");
        assertThat(limits.of(4711)).contains(MACHINE);

        write("proc/meminfo", "MemTotal: 99999999999999999999 kB\n");
        assertThat(limits.of(4711)).isEmpty();

        Files.delete(root.resolve("proc/meminfo"));
        assertThat(limits.of(0)).isEmpty();
    }

    /** The kernel lets anybody read them; what would hide them are these lines of a systemd unit. */
    @Test
    void the_service_of_the_charm_may_read_them() throws IOException {
        assertThat(Files.readAllLines(Path.of("charm", "juju-heap.service")))
                .noneMatch(line -> line.startsWith("ProcSubset=") || line.startsWith("ProtectProc="))
                .filteredOn(line -> line.startsWith("ProtectControlGroups="))
                .allMatch(line -> line.endsWith("=yes"));
    }

    /** As any process of this machine is limited by something. */
    @Test
    void reads_the_files_of_the_kernel() {
        assertThat(MemoryLimits.ofThisMachine().of(ProcessHandle.current().pid()))
                .hasValueSatisfying(limit -> assertThat(limit.bytes()).isBetween(16L << 20, 1L << 50));
    }
}
