// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void tells_the_exit_code_and_both_outputs_of_what_it_was_given() throws Exception {
        Programs.Result result =
                Programs.run(List.of("sh", "-c", "cat; echo first >&2; echo last >&2; exit 3"), "input", LIMIT);
        assertThat(result).isEqualTo(new Programs.Result(3, "input", "first\nlast\n"));
        assertThat(result.firstWords()).isEqualTo("first");
        assertThat(result.lastWords()).isEqualTo("last");
    }

    @Test
    void a_program_that_reads_nothing_may_be_given_much() throws Exception {
        assertThat(Programs.run(List.of("true"), "x".repeat(1 << 20), LIMIT).exitCode())
                .isZero();
    }

    @Test
    void ends_a_program_that_takes_too_long_and_ignores_that_it_is_asked_to_end(@TempDir Path folder) {
        Path pids = folder.resolve("pids");
        String stubborn = "trap '' TERM; (while :; do sleep 0.1; done) & echo $! $$ > " + pids + "; wait; wait";
        assertThatThrownBy(() -> Programs.run(List.of("sh", "-c", stubborn), "", Duration.ofSeconds(2)))
                .isInstanceOf(TimeoutException.class);
        assertThat(pids)
                .content()
                .satisfies(written ->
                        assertThat(written.strip().split(" ")).hasSize(2).allSatisfy(ProgramsTest::assertEnds));
    }

    private static void assertEnds(String pid) {
        ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }
}
