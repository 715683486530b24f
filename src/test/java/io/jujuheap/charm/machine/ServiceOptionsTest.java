// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceOptionsTest {
    private static final Path OPTIONS = Path.of("src", "main", "jvm", "service.options");

    /** Is in Java 17 and gone in Java 25. */
    private static final String OF_JAVA_17 = "-XX:GCLockerRetryAllocationCount";

    /** An older Java ignores options that it does not know, and so it would ignore a misspelt one. */
    @Test
    void this_java_knows_every_option() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Files.readAllLines(OPTIONS).stream()
                .filter(line -> line.startsWith("-"))
                .filter(line -> Runtime.version().feature() == 17 || !line.startsWith(OF_JAVA_17))
                .forEach(command::add);
        command.addAll(List.of("-XX:-IgnoreUnrecognizedVMOptions", "-version"));

        Outcome outcome = ChildProcess.run(command);

        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void memory_that_is_free_can_be_allocated_while_others_compress() throws Exception {
        Outcome outcome =
                ChildProcess.run(ChildProcess.java(AllocatingWhileOthersCompress.class, List.of("@" + OPTIONS)));

        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    /** Allocates an eighth of the heap again and again, while other threads compress. */
    static final class AllocatingWhileOthersCompress {
        private static final Duration HOW_LONG = Duration.ofSeconds(5);

        private static volatile byte @Nullable [] newest;

        private AllocatingWhileOthersCompress() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(AllocatingWhileOthersCompress::compress);
                thread.setDaemon(true);
                thread.start();
            }
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(AllocatingWhileOthersCompress::allocate),
                            CompletableFuture.runAsync(AllocatingWhileOthersCompress::allocate))
                    .join();
        }

        private static void compress() {
            byte[] noise = new byte[4 << 20];
            new Random(1).nextBytes(noise);
            byte[] compressed = new byte[5 << 20];
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            while (true) {
                deflater.reset();
                deflater.setInput(noise);
                deflater.finish();
                while (!deflater.finished()) {
                    deflater.deflate(compressed);
                }
            }
        }

        private static void allocate() {
            long end = System.nanoTime() + HOW_LONG.toNanos();
            while (System.nanoTime() < end) {
                newest = new byte[12 << 20];
            }
        }
    }
}
