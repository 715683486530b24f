// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.testkit.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountTextReaderTest {
    private static final Path RECORDED = Path.of("src", "test", "resources", "profiles");

    @Test
    void reads_counts_stacks_and_labels() throws MalformedProfileException {
        Profile profile = read(
                """
                goroutine profile: total 362
                361 @ 0x50 0x101 0x201 0x999
                # labels: {"a \\"key\\"":"\\u4e16\\x41\\U0001f600\\\\\\n", "worker":"uniter"}
                #\t0x100\tmain.wait+0x10\t\t/src/a b/cache.go:19
                #\t0x200\tmain.main+0x20\t/src/main.go:7

                1 @ 0x101

                """);

        SampleType goroutines = new SampleType("goroutine", "count");
        assertThat(profile.sampleTypes()).containsExactly(goroutines);
        assertThat(profile.info().periodType()).isEqualTo(goroutines);
        assertThat(profile.info().period()).isEqualTo(1);
        assertThat(profile.total(0)).isEqualTo(362);
        assertThat(profile.samples().value(0, 0)).isEqualTo(361);
        assertThat(profile.samples().labels(0))
                .containsExactly(
                        new Label("a \"key\"", "世A\uD83D\uDE00\\\n", 0, ""), new Label("worker", "uniter", 0, ""));
        assertThat(FoldedWriter.folded(profile, 0)).isEqualTo("main.main;main.wait 361\nmain.wait 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"go1.19", "go1.26"})
    void reads_threads_that_have_no_stack(String go) throws Exception {
        Profile threads = read(Files.readString(RECORDED.resolve("goroutines-blocked-" + go + "/threadcreate.txt")));
        assertThat(threads.sampleTypes()).containsExactly(new SampleType("threadcreate", "count"));
        assertThat(threads.samples().depth(0)).isZero();
        assertThat(threads.total(0)).isEqualTo(threads.samples().value(0, 0) + 1);
        assertThat(FoldedWriter.folded(threads, 0)).contains("runtime.LockOSThread;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"go1.19", "go1.26"})
    void reads_what_a_program_counts_by_itself(String go) throws Exception {
        Path tracker = RECORDED.resolve("goroutines-blocked-" + go + "/juju-state-tracker.txt");
        Profile states = read(Files.readString(tracker));
        assertThat(states.sampleTypes()).containsExactly(new SampleType("juju/state/tracker", "count"));
        assertThat(FoldedWriter.folded(states, 0)).isEqualTo("runtime.main;main.main;main.open 16\n");
    }

    @ParameterizedTest
    @MethodSource("goroutines")
    void counts_what_the_protobuf_counts(Recorded recorded) {
        assertThat(recorded.profileOfText().total(0))
                .isEqualTo(recorded.profile().total(0))
                .isPositive();
        assertThat(recorded.profileOfText().samples().count())
                .isEqualTo(recorded.profile().samples().count());
    }

    static java.util.List<Recorded> goroutines() {
        return Recorded.goroutines();
    }

    @Test
    void says_when_it_was_cut_short() {
        assertSays(
                "line 3: the records add up to 2, but the first line says 3, so the profile was cut short or changed; fetch it"
                        + " again",
                "goroutine profile: total 3\n2 @ 0x1\n");
        assertSays(
                "line 2: the last line has no end, so the text was cut short; fetch it again",
                "goroutine profile: total 3\n3 @ 0x1");
    }

    @Test
    void says_what_is_wrong_with_a_record_and_where() {
        assertSays("line 3: a number is missing", "goroutine profile: total 2\n1 @ 0x1\nthen more\n");
        assertSays(
                "line 2: something else than an address follows the '@'", "goroutine profile: total 2\n2 @ 0x1 main\n");
        assertSays(
                "line 3: '# labels: ' is not followed by labels such as {\"key\":\"value\"}",
                "goroutine profile: total 1\n1 @ 0x1\n# labels: {\"worker\":\"uni\n#\t0x0\tmain.main+0x1\t/m.go:1\n");
    }

    @Test
    void keeps_to_the_limits() {
        Limits narrow = new Limits(1 << 20, 100, 2, 2, 100, 1, 100, 100);
        String header = "goroutine profile: total 3\n";
        assertSays("line 4: the profile has more than the allowed 2 records", header + "1 @ 0x1\n".repeat(3), narrow);
        assertSays("line 2: a stack is deeper than the allowed 2", header + "3 @ 0x1 0x2 0x3\n", narrow);
        assertSays(
                "line 4: the profile has more than the allowed 1 labels",
                header + "3 @ 0x1\n# labels: {\"a\":\"b\", \"c\":\"d\"}\n",
                narrow);
    }

    private static Profile read(String text) throws MalformedProfileException {
        return ProfileReader.withLimits(Limits.DEFAULT).read(text.getBytes(UTF_8));
    }

    private static void assertSays(String sentence, String text) {
        assertSays(sentence, text, Limits.DEFAULT);
    }

    private static void assertSays(String sentence, String text, Limits limits) {
        assertThatThrownBy(() -> ProfileReader.withLimits(limits).read(text.getBytes(UTF_8)))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("malformed text profile: " + sentence);
    }
}
