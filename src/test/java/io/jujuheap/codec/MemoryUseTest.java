// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What the reading of a profile takes is asked for first, and a refusal at any time ends it with a sentence. */
class MemoryUseTest {
    static Iterable<String> kinds() {
        return LargeProfiles.byPercentOfLimits().keySet();
    }

    private static byte[] profile(String kind, int percent) {
        return requireNonNull(LargeProfiles.byPercentOfLimits().get(kind)).apply(percent);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_question_may_be_answered_with_no(String kind) throws Exception {
        byte[] data = profile(kind, 20);
        int[] questions = {0};
        reader(data.length, bytes -> questions[0]++).read(data);

        assertThat(questions[0]).isPositive();
        for (int n = 1; n <= questions[0]; n++) {
            ProfileReader reader = reader(data.length, refusing(n));
            assertThatThrownBy(() -> reader.read(data))
                    .isInstanceOf(MalformedProfileException.class)
                    .hasMessageMatching(
                            "the profile of \\d+ bytes cannot be read: it needs \\d+ MB of memory or more,.*");
        }
    }

    @Test
    void an_xz_file_of_a_few_bytes_asks_for_its_dictionary() throws Exception {
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        LZMA2Options options = new LZMA2Options();
        options.setDictSize(16 << 20);
        try (XZOutputStream out = new XZOutputStream(xz, options)) {
            out.write(profile("samples", 1));
        }
        long[] asked = {0};
        reader(1 << 20, bytes -> asked[0] += bytes).readFound(xz.toByteArray());
        assertThat(asked[0]).isBetween(16L << 20, 20L << 20);
        assertThatThrownBy(() -> reader(1 << 20, refusing(1)).readFound(xz.toByteArray()))
                .hasMessageContaining("it needs 17 MB of memory or more");
    }

    private static MemoryUse.Room refusing(int question) {
        int[] left = {question};
        return bytes -> {
            if (--left[0] == 0) {
                throw new HeapRoom.ExceededException(bytes);
            }
        };
    }

    private static ProfileReader reader(int bytes, MemoryUse.Room room) {
        return ProfileReader.withLimits(Limits.DEFAULT.withInflatedBytes(bytes), room);
    }

    /** Reads each file, and prints whether it was read or refused. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] files) throws Exception {
            ProfileReader reader = ProfileReader.withLimits(Limits.DEFAULT);
            for (String file : files) {
                try {
                    System.out.println("read "
                            + reader.read(Files.readAllBytes(Path.of(file)))
                                    .samples()
                                    .count());
                } catch (MalformedProfileException e) {
                    System.out.println("refused " + e.getMessage());
                }
            }
        }
    }

    @Test
    void a_process_with_the_heap_of_the_service_reads_or_refuses_and_lives(@TempDir Path folder) throws Exception {
        List<String> files = new ArrayList<>();
        for (String kind : kinds()) {
            for (int percent : List.of(100, 30, 10)) {
                Path file = folder.resolve(kind.replace(' ', '-') + percent);
                files.add(Files.write(file, profile(kind, percent)).toString());
            }
        }
        Outcome outcome = ChildProcess.run(ChildProcess.java(
                Reading.class, List.of("@src/main/jvm/service.options"), files.toArray(String[]::new)));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines()).hasSameSizeAs(files);
        assertThat(outcome.out()).contains("read ").contains("refused ");
    }
}
