// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table must not wait for the library that JSON takes. */
class TableStartTest {
    private static final String RECORDED = "src/test/resources/profiles/jsonserver-go1.26/heap-0";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"top FILE", "tree FILE", "peek json FILE", "traces FILE", "diff BASE FILE", "leaks BASE FILE"})
    void a_table_loads_no_class_of_jackson(String line) throws Exception {
        assertThat(classesLoadedBy(line)).contains("io.jujuheap.cli.Main").noneMatch(TableStartTest::isJackson);
    }

    /** Else the test above could not fail. */
    @Test
    void json_does() throws Exception {
        assertThat(classesLoadedBy("top FILE --format json")).anyMatch(TableStartTest::isJackson);
    }

    private static boolean isJackson(String name) {
        return name.startsWith("com.fasterxml.");
    }

    private List<String> classesLoadedBy(String line) throws Exception {
        Path log = folder.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "io.jujuheap.cli.Main"));
        Stream.of(line.split(" "))
                .map(word -> word.replace("BASE", RECORDED + "1.pb.gz").replace("FILE", RECORDED + "3.pb.gz"))
                .forEach(command::add);
        Outcome outcome = Launcher.run(command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return Files.readAllLines(log).stream()
                .map(entry -> entry.replaceFirst("^(\\[[^]]*])*\\s*", "").replaceFirst(" .*", ""))
                .toList();
    }
}
