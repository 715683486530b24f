// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel is asked for when a file is made durable. No file system shows afterwards whether it was asked. */
class LocalDiskTest {
    @Test
    void a_file_and_then_the_directory_with_its_name_are_forced_to_the_medium(@TempDir Path folder) throws Exception {
        Path calls = folder.resolve("calls");
        Path store = Files.createDirectory(folder.resolve("store")).toRealPath();
        List<String> command = new ArrayList<>(
                List.of("strace", "-f", "-y", "-qq", "-e", "trace=fsync,fdatasync,rename", "-o", calls.toString()));
        command.addAll(ChildProcess.java(LocalDiskTest.class, List.of("-Xint"), store.toString()));
        Outcome written = ChildProcess.run(command);
        assertThat(written.code()).as(written.err()).isZero();

        // Such as: 4711 fsync(5</tmp/store/.file.tmp>) = 0
        assertThat(Files.readAllLines(calls).stream()
                        .filter(call -> call.contains(store.toString()))
                        .map(call -> call.replaceFirst("^\\d+ +", "").replaceAll("\\d+<|>|\\) += 0$|\"|, ", " ")))
                .extracting(call -> call.replace(store.toString(), "store")
                        .replaceAll("\\s+", " ")
                        .strip())
                .containsExactly("fsync( store/.file.tmp", "rename( store/.file.tmp store/file", "fsync( store");
    }

    /** Java keeps memory outside the heap for each thread, as large as the largest piece that the thread wrote or read at once. */
    @Test
    void a_large_file_leaves_little_memory_outside_the_heap(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[8 << 20];
        long before = bytesOutsideHeap();
        long[] after = new long[1];
        Thread thread = new Thread(() -> after[0] = writtenAndRead(folder.resolve("file"), bytes) - before);
        thread.start();
        thread.join();
        assertThat(after[0]).isLessThan(1L << 19);
    }

    private static long writtenAndRead(Path file, byte[] bytes) {
        try {
            Disk disk = new LocalDisk();
            new AtomicFile(disk).write(file, bytes);
            assertThat(disk.read(file, Long.MAX_VALUE)).isEqualTo(bytes);
            return bytesOutsideHeap();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytesOutsideHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }

    /** Writes one file for good. */
    public static void main(String[] arguments) throws IOException {
        Path store = Path.of(arguments[0]);
        Disk disk = new LocalDisk();
        new AtomicFile(disk).write(store.resolve("file"), new byte[1000]);
        disk.sync(store);
    }
}
