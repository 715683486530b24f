// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The profiles recorded of real Go programs, and what {@code go tool pprof} printed of them. */
final class Recordings {
    static final Path PROFILES = Path.of("src/test/resources/profiles");
    static final Path GOLDENS = Path.of("src/test/resources/goldens");

    private static final Map<Path, Profile> READ = new HashMap<>();

    private Recordings() {}

    /** The recorded profile of that path under {@link #PROFILES}. */
    static synchronized Profile profile(String path) {
        return READ.computeIfAbsent(PROFILES.resolve(path), Recordings::read);
    }

    /** Every recorded heap in protobuf, as paths under {@link #PROFILES}. */
    static List<String> heaps() {
        try (Stream<Path> files = Files.walk(PROFILES)) {
            return files.filter(f -> f.getFileName().toString().matches("heap-\\d+\\.pb\\.gz"))
                    .map(f -> PROFILES.relativize(f).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The golden files. */
    static List<Path> goldens() {
        try (Stream<Path> files = Files.walk(GOLDENS)) {
            return files.filter(f -> f.toString().endsWith(".txt.gz")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String inflated(Path gzipped) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(gzipped)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Profile read(Path file) {
        try {
            return ProfileReader.withLimits(Limits.DEFAULT).read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedProfileException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }
}
