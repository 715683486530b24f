// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The help texts as people read them, in {@code src/test/resources/help}. After a change that is meant, write them anew with
 * {@code mvn test -Dtest=HelpTest -Djujuheap.goldens=write} and read the difference.
 */
class HelpTest {
    private static final Path GOLDENS = Path.of("src/test/resources/help");

    static Stream<String> pages() {
        return Stream.concat(Stream.of("overview"), Commands.names().stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void help_reads_as_it_was_agreed(String page) throws IOException {
        CommandLine line = new CommandLine();
        String help = (page.equals("overview") ? line.run("--help") : line.run(page, "--help")).out();
        Path golden = GOLDENS.resolve(page + ".txt");
        if (System.getProperty("jujuheap.goldens", "").equals("write")) {
            Files.writeString(golden, help);
        }
        assertThat(help).isEqualTo(Files.readString(golden));
    }
}
