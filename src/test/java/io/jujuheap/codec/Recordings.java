// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded profiles of real Go programs, under {@code src/test/resources/profiles}. */
final class Recordings {
    private Recordings() {}

    /** All protobuf profiles. */
    static List<Path> protobufs() {
        return files(name -> name.endsWith(".pb.gz"));
    }

    /** All text heap profiles. */
    static List<Path> heapTexts() {
        return files(name -> name.matches("(heap-\\d+|allocs)\\.txt(\\.gz)?"));
    }

    /** The protobuf of the same moment as a text. */
    static Path protobufOf(Path text) {
        String name = text.getFileName().toString().replaceFirst("\\.txt(\\.gz)?$", ".pb.gz");
        return text.resolveSibling(name);
    }

    /** A short name for messages, such as {@code buffers-go1.26/heap-01.txt}. */
    static String nameOf(Path file) {
        return root().relativize(file).toString();
    }

    private static List<Path> files(java.util.function.Predicate<String> wanted) {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(Recordings.class.getResource("/profiles").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
