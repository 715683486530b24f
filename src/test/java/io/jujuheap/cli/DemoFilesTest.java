// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code demo --write} makes for the tour; what the commands say of them stands in the README. */
class DemoFilesTest {
    @TempDir
    private Path folder;

    @Test
    void a_new_directory_gets_texts_of_heap_and_goroutines_and_a_series() throws IOException {
        Path tour = folder.resolve("new/tour");
        Outcome demo = new CommandLine().run("demo", "--write", tour.toString());
        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("heap_profile.01").contains(tour.toString());
        assertThat(namesIn(tour))
                .hasSize(11)
                .startsWith("goroutines.01", "goroutines.02")
                .endsWith("goroutines.08", "heap_profile.01", "heap_profile.02", "heaps");
        assertThat(namesIn(tour.resolve("heaps")))
                .hasSize(60)
                .startsWith("00.pb.gz")
                .endsWith("59.pb.gz");
        String[] texts = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> tour.resolve("goroutines.0" + i).toString())
                .toArray(String[]::new);
        Outcome leaks = new CommandLine()
                .run(Stream.concat(Stream.of("leaks"), Stream.of(texts)).toArray(String[]::new));
        assertThat(leaks.out())
                .startsWith("4562 goroutines wait at example.com/controller/state.(*Session).follow, started as ");
        assertThat(tour.resolve("heap_profile.02")).content().contains("# LastGC = 1795421400000000000");
    }

    @Test
    void a_profile_that_is_there_is_kept() throws IOException {
        Path own = Files.writeString(folder.resolve("heap_profile.01"), "taken by hand");
        Outcome demo = new CommandLine().run("demo", "--write", folder.toString());
        assertThat(demo.code()).isEqualTo(1);
        assertThat(demo.err())
                .isEqualTo("juju-heap demo: " + own + " exists already: name a new directory for --write\n");
        assertThat(own).hasContent("taken by hand");
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
