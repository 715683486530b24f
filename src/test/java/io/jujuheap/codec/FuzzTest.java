// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever the bytes, reading gives a sentence or a profile that survives being written; never anything else. */
class FuzzTest {
    private static final List<byte[]> SEEDS = seeds();

    /** What mutations insert: the words of the text form, and numbers at the edges of both. */
    private static final List<byte[]> WORDS = Stream.of(
                    "heap profile: ",
                    "0: 0 [0: 0] @ 0x101\n",
                    "\n#\t0x100\tmain.main+0x1\t/m.go:1\n",
                    "# runtime.MemStats\n",
                    "# DebugGC = false\n",
                    "MAPPED_LIBRARIES:\n",
                    "@ heap/0",
                    "-",
                    "9223372036854775807",
                    "0xffffffffffffffff",
                    "\n\n",
                    "\t",
                    "\u0000",
                    "\u007f",
                    "\u00ff\u00ff\u00ff\u00ff\u000f",
                    "\n\u0000",
                    "\u0012\u0004")
            .map(word -> word.getBytes(ISO_8859_1))
            .toList();

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void mutated_seeds_are_read_or_refused(@ForAll long seed) {
        ReaderCheck.read(new Mutation(seed).of(SEEDS, WORDS));
    }

    @Tag("long")
    @Property(tries = 2_000_000, shrinking = ShrinkingMode.OFF)
    void mutated_seeds_are_read_or_refused_for_long(@ForAll long seed) {
        ReaderCheck.read(new Mutation(seed).of(SEEDS, WORDS));
    }

    @Property(tries = 500)
    void arbitrary_bytes_are_read_or_refused(@ForAll byte[] bytes) {
        ReaderCheck.read(bytes);
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void mutated_seeds_in_mangled_text_are_read_or_refused(@ForAll long seed) {
        byte[] mutated = new Mutation(seed).of(SEEDS, WORDS);
        boolean isText = new String(mutated, ISO_8859_1).contains("# runtime.MemStats\n");
        ReaderCheck.readFound(isText ? new Mangler(seed, true).mangled(mutated) : mutated);
    }

    private static List<byte[]> seeds() {
        try (Stream<Path> files =
                Files.list(Path.of(FuzzTest.class.getResource("/fuzz").toURI()))) {
            return files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .map(FuzzTest::contents)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the seeds of the fuzzing test cannot be read", e);
        }
    }

    private static byte[] contents(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the seed " + file, e);
        }
    }

    /** A few changes to one of the seeds, all drawn from one number. */
    private static final class Mutation {
        private final Random random;

        Mutation(long seed) {
            this.random = new Random(seed);
        }

        byte[] of(List<byte[]> seeds, List<byte[]> words) {
            byte[] bytes = oneOf(seeds);
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                int from = random.nextInt(bytes.length + 1);
                int to = Math.min(bytes.length, from + random.nextInt(20));
                bytes = switch (random.nextInt(6)) {
                    case 0 -> replaced(bytes, from, to, new byte[0]);
                    case 1 -> replaced(bytes, from, from, oneOf(words));
                    case 2 -> replaced(bytes, from, to, oneOf(words));
                    case 3 -> replaced(bytes, from, from, slice(oneOf(seeds)));
                    case 4 ->
                        replaced(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt()});
                    default -> flipped(bytes);
                };
            }
            return bytes;
        }

        private byte[] flipped(byte[] bytes) {
            byte[] copy = bytes.clone();
            if (copy.length > 0) {
                copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            return copy;
        }

        private byte[] slice(byte[] bytes) {
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from);
            return java.util.Arrays.copyOfRange(bytes, from, to);
        }

        private <T> T oneOf(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private static byte[] replaced(byte[] bytes, int from, int to, byte[] replacement) {
            ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + replacement.length);
            result.write(bytes, 0, from);
            result.writeBytes(replacement);
            result.write(bytes, to, bytes.length - to);
            return result.toByteArray();
        }
    }
}
