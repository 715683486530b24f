// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.Programs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubprocessTest {
    @Test
    void gives_back_what_the_program_wrote() {
        assertThat(Subprocess.of("echo", "a b", "$HOME").run()).isEqualTo("a b $HOME\n");
    }

    @Test
    void feeds_more_than_a_pipe_holds_while_it_reads_more_than_a_pipe_holds() {
        String text = "x".repeat(1 << 20);
        assertThat(Subprocess.of("cat").reading(text).run()).isEqualTo(text);
    }

    @Test
    void is_not_blocked_by_a_chatty_error_stream() {
        Programs.Result result = Subprocess.of("sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' 'e' >&2; echo done")
                .tryRun();
        assertThat(result.output()).isEqualTo("done\n");
        assertThat(result.error()).hasSize(1_000_000);
    }

    @Test
    void a_program_may_leave_its_input_unread() {
        assertThat(Subprocess.of("true").reading("x".repeat(1 << 20)).run()).isEmpty();
    }

    @Test
    void a_failure_is_told_in_the_programs_words() {
        assertThatThrownBy(() -> Subprocess.of("sh", "-c", "echo ERROR no such relation >&2; echo hint >&2; exit 1")
                        .run())
                .isInstanceOf(ToolException.class)
                .hasMessage("sh failed: ERROR no such relation.");
        assertThatThrownBy(() -> Subprocess.of("false").run()).hasMessage("false failed: exit code 1.");
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Subprocess.of("no-such-tool").run())
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith("no-such-tool cannot be started: ");
    }

    @Test
    void a_program_that_hangs_is_killed() {
        Subprocess command = new Subprocess(List.of("sleep", "60"), "", Duration.ofMillis(1100));
        assertThatThrownBy(command::run).isInstanceOf(ToolException.class).hasMessage("sleep took longer than 1 s.");
    }
}
