// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    Path folder;

    @Test
    void bash_completes_commands() throws Exception {
        assertThat(completed("juju-heap", "to")).containsExactly("top");
    }

    @Test
    void bash_completes_the_options_of_the_command() throws Exception {
        assertThat(completed("juju-heap", "top", "--sample")).containsExactly("--sample-index");
    }

    @Test
    void bash_completes_the_words_that_an_option_takes() throws Exception {
        assertThat(completed("juju-heap", "top", "--granularity", "fi")).containsExactly("filefunctions", "files");
        assertThat(completed("juju-heap", "top", "--sample-index", "=", "alloc"))
                .containsExactly("alloc_space", "alloc_objects");
        assertThat(completed("juju-heap", "top", "--format", "=")).containsExactly("table", "json");
        assertThat(completed("juju-heap", "convert", "--format", "t")).containsExactly("text");
        assertThat(completed("juju-heap", "leaks", "--profile", "gorou")).containsExactly("goroutine", "goroutineleak");
    }

    @Test
    void the_manual_page_has_every_command_and_no_unescaped_dash_in_options() {
        String page = new CommandLine().run("man").out();
        assertThat(page).startsWith(".TH JUJU-HEAP 1");
        for (String name : Commands.names()) {
            assertThat(page).contains(".SS \"" + name);
        }
        assertThat(page.lines().filter(line -> line.startsWith(".TP"))).isNotEmpty();
        assertThat(page)
                .contains(
                        "\\fB\\-\\-sample\\-index\\fR \\fITYPE\\fR", "\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR");
    }

    /** What a real bash offers for the last of these words. */
    private List<String> completed(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion"),
                new CommandLine().run("completion", "bash").out());
        String bash = "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _juju_heap; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Outcome outcome = Launcher.run(List.of("bash", "-c", bash));
        assertThat(outcome.err()).isEmpty();
        return outcome.out().lines().toList();
    }
}
