// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types every command of the documents into a shell and compares what it prints with what the documents show. With {@code
 * -Ddocs.update} it writes what was printed into the documents instead.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TourIT {
    private static final boolean UPDATE = System.getProperty("docs.update") != null;

    private Stage stage;

    @BeforeAll
    void set(@TempDir Path folder) throws Exception {
        stage = new Stage(folder);
    }

    @AfterAll
    void strike() throws Exception {
        stage.close();
    }

    static List<Markdown> pages() {
        return Markdown.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void does_what_the_document_says(Markdown page) throws Exception {
        List<String> updated = new ArrayList<>(page.lines());
        int moved = 0;
        for (Block block : page.blocks()) {
            if (block.isSession()) {
                List<String> real = type(page, block);
                int from = block.line() + 1 + moved;
                updated.subList(from, from + block.lines().size()).clear();
                updated.addAll(from, real);
                moved += real.size() - block.lines().size();
            } else if (block.isToRun()) {
                assertWorks(page, block);
            }
        }
        if (UPDATE && !updated.equals(page.lines())) {
            Files.write(page.path(), updated);
        }
    }

    @Test
    void the_first_screen_of_the_readme_has_commands() {
        assertThat(Markdown.read(Path.of("README.md")).blocks().stream()
                        .filter(block -> block.isToRun() && block.line() < 30))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    private void assertWorks(Markdown page, Block block) throws Exception {
        Outcome outcome = stage.run("set -ex\n" + block.text());
        assertThat(outcome.code())
                .as("%s line %d:%n%s", page, block.line() + 2, outcome.err())
                .isZero();
    }

    /** The block as it should be: unchanged where the document is right. */
    private List<String> type(Markdown page, Block block) throws Exception {
        List<String> real = new ArrayList<>();
        for (Session session : Session.in(block)) {
            Outcome outcome = stage.run(session.command());
            List<String> printed =
                    outcome.out().lines().map(String::stripTrailing).toList();
            assertThat(outcome.code())
                    .as("%s line %d: $ %s%n%s", page, block.line() + 2, session.command(), outcome.err())
                    .isZero();
            boolean isRight = session.isAnsweredBy(printed, block.isLive());
            assertThat(isRight || UPDATE)
                    .as(
                            "%s line %d: $ %s printed%n%s%s%ninstead of%n%s",
                            page,
                            block.line() + 2,
                            session.command(),
                            outcome.out(),
                            outcome.err(),
                            String.join("\n", session.output()))
                    .isTrue();
            ("$ " + session.command()).lines().forEach(real::add);
            real.addAll(isRight ? session.output() : printed);
        }
        return real;
    }
}
