// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.Recorded;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoroutineDumpReaderTest {
    private static final String WAIT = "main.wait(0xc000012345, {0x1, 0x2?}, ...)\n\t/src/a b/w.go:19 +0x10\n";

    @Test
    void counts_goroutines_of_equal_stack_and_labels() throws MalformedProfileException {
        Profile profile = read(
                """
                goroutine 1 [running]:
                main.main()
                	/src/main.go:7 +0x20

                goroutine 7 [chan receive, 12 minutes]:
                %screated by main.start in goroutine 1
                	/src/main.go:9 +0x30

                goroutine 8 [chan receive, 12 minutes]:
                %screated by main.start in goroutine 5
                	/src/main.go:9 +0x30
                """
                        .formatted(WAIT, WAIT));
        assertThat(profile.samples().count()).isEqualTo(2);
        assertThat(profile.samples().value(1, 0)).isEqualTo(2);
        assertThat(profile.samples().labels(1))
                .containsExactly(
                        text("state", "chan receive"),
                        new Label("wait_minutes", "", 12, "minutes"),
                        text("created_by", "main.start"));
        assertThat(profile.info().comments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[running]|state=running",
                "[chan receive (nil chan)]|state=chan receive (nil chan)",
                "[select (no cases), 3 minutes]|state=select (no cases) wait_minutes=3",
                "[chan send (scan), locked to thread]|state=chan send locked_to_thread=true",
                "[chan receive (leaked)]|state=chan receive leaked=true",
                "[chan receive (durable), synctest bubble 4]|state=chan receive synctest=bubble 4 durable=true",
                "[sleep (leaked) (scan), 5 minutes, synctest group 9]|state=sleep wait_minutes=5 synctest=group 9 leaked=true",
                "[select labels:{\"worker\": \"x ]: y\", \"b\": \"\\u00f6\"}]|state=select worker=x ]: y b=ö",
                "gp=0xc000002380 m=nil [GC worker (idle), 2 minutes]|state=GC worker (idle) wait_minutes=2",
                "gp=0xc0001 m=0 mp=0x5a [running, something new]|state=running, something new"
            })
    void reads_what_the_header_tells(String header, String labels) throws MalformedProfileException {
        Profile profile = read("goroutine 17 " + header + ":\n" + WAIT);
        assertThat(profile.samples().labels(0).stream()
                        .map(label -> label.key() + "=" + (label.isText() ? label.text() : label.number()))
                        .collect(joining(" ")))
                .isEqualTo(labels);
    }

    @Test
    void cuts_arguments_off_and_keeps_what_belongs_to_the_name() throws MalformedProfileException {
        Profile profile = read(
                """
                goroutine 7 [select]:
                gopkg%2ev3.(*T[...]).m·f({0xc0001, 0x5}, 0x0?)
                	/src/x:y.go:12 +0x2b
                panic({0x5f1000?, 0x66c0f0?})
                	/go/src/runtime/panic.go:792 +0x132 fp=0xc00009bf18 sp=0xc00009bea8 pc=0x46b5f8
                main.(*Größe).warten-fm()
                	/src/g.go:3 +0x1
                """);
        assertThat(stackOf(profile))
                .isEqualTo("gopkg%2ev3.(*T[...]).m·f /src/x:y.go:12; panic /go/src/runtime/panic.go:792; "
                        + "main.(*Größe).warten-fm /src/g.go:3");
    }

    @Test
    void keeps_inlined_calls_with_the_call_they_were_inlined_into() throws MalformedProfileException {
        Profile profile = read(
                """
                goroutine 7 [select]:
                main.inner(...)
                	/src/main.go:5
                main.middle(...)
                	/src/main.go:6
                main.outer()
                	/src/main.go:7 +0x20
                """);
        assertThat(profile.locations()).singleElement().satisfies(location -> assertThat(location.lines())
                .extracting(line -> line.function().name())
                .containsExactly("main.inner", "main.middle", "main.outer"));
    }

    @Test
    void shows_in_the_words_of_the_dump_what_it_does_not_tell() throws MalformedProfileException {
        String dump =
                """
                goroutine 7 [select]:
                %s...118 frames elided...
                main.main()
                	/src/main.go:7 +0x20

                goroutine 8 [running]:
                	goroutine running on other thread; stack unavailable

                goroutine 9 [select]:
                %s...additional frames elided...
                created by main.start
                	/src/main.go:7 +0x20

                goroutine 10 [syscall]:
                non-Go function at pc=0x7f001
                %s"""
                        .formatted(WAIT, WAIT, WAIT);
        assertThat(FoldedWriter.folded(read(dump), 0).lines())
                .containsExactly(
                        "...additional frames elided...;main.wait 1",
                        "goroutine running on other thread; stack unavailable 1".replace(';', ','),
                        "main.main;...118 frames elided...;main.wait 1",
                        "main.wait;non-Go function at pc=0x7f001 1");
    }

    @Test
    void leaves_out_the_stacks_of_ancestors() throws MalformedProfileException {
        Profile profile = read("goroutine 7 [select]:\n" + WAIT + "created by main.start\n\t/src/main.go:9 +0x30\n"
                + "[originating from goroutine 1]:\nmain.start(...)\n\t/src/main.go:9 +0x30\n"
                + "...additional frames elided...\n\ngoroutine 8 [select]:\n" + WAIT);
        assertThat(profile.total(0)).isEqualTo(2);
        assertThat(FoldedWriter.folded(profile, 0)).isEqualTo("main.wait 2\n");
    }

    @ParameterizedTest
    @MethodSource("goroutines")
    void counts_what_the_protobuf_counts(Recorded recorded) {
        assertThat(recorded.profileOfDump().total(0))
                .isEqualTo(recorded.profile().total(0))
                .isPositive();
    }

    static List<Recorded> goroutines() {
        return Recorded.goroutines();
    }

    @Test
    void says_that_a_dump_of_64_MiB_was_cut() throws MalformedProfileException {
        byte[] goroutine = ("goroutine 7 [select]:\n" + WAIT + "\n").getBytes(UTF_8);
        byte[] dump = new byte[64 << 20];
        for (int at = 0; at < dump.length; at += goroutine.length) {
            System.arraycopy(goroutine, 0, dump, at, Math.min(goroutine.length, dump.length - at));
        }
        int whole = (dump.length - 2) / goroutine.length;
        Profile profile = ProfileReader.withLimits(Limits.DEFAULT).read(dump);
        assertThat(profile.total(0)).isEqualTo(whole);
        assertThat(profile.info().comments())
                .containsExactly("this dump has exactly 64 MiB, where Go cuts it: it holds " + whole
                        + " goroutines, and there were more; the profile of debug=1 is never cut");
        byte[] shorter = Arrays.copyOf(dump, goroutine.length);
        assertThat(ProfileReader.withLimits(Limits.DEFAULT).read(shorter).info().comments())
                .isEmpty();
    }

    @Test
    void says_what_is_wrong_and_where() {
        assertSays("line 1: a line such as 'goroutine 7 [chan receive]:' was expected", "goroutine 7 is late\n");
        assertSays(
                "line 1: a line such as 'goroutine 7 [chan receive]:' was expected",
                "goroutine 7 [select labels:{\"a\"}]:\n");
        assertSays("line 3: a tab and file:line were expected under the function", "goroutine 7 [select]:\nmain.f()\n");
        assertSays(
                "line 5: a tab and file:line were expected under the function",
                "goroutine 7 [select]:\nmain.f()\n\t/m.go:1 +0x1\nmain.h()\nmain.g()\n");
        assertSays(
                "line 3: the last line has no end, so the text was cut short; fetch it again",
                "goroutine 7 [select]:\nmain.f()\n\t/main.go:1");
    }

    @Test
    void keeps_to_the_limits() {
        Limits narrow = new Limits(1 << 20, 100, 2, 2, 100, 100, 2, 100);
        String call = "main.f()\n\t/m.go:%d +0x1\n";
        String goroutine = "goroutine 7 [%s]:\n" + call.formatted(1) + "\n";
        assertSays(
                "line 8: a stack is deeper than the allowed 2",
                "goroutine 7 [select]:\n" + call.formatted(1).repeat(3) + "\n",
                narrow);
        assertSays(
                "line 10: the dump has more than the allowed 2 places",
                goroutine.formatted("a") + "goroutine 8 [b]:\n" + call.formatted(2) + call.formatted(3),
                narrow);
        assertSays(
                "line 12: the dump has more than the allowed 2 stacks, 100 calls or 100 labels",
                goroutine.formatted("a") + goroutine.formatted("b") + goroutine.formatted("c"),
                narrow);
    }

    private static Label text(String key, String value) {
        return new Label(key, value, 0, "");
    }

    private static String stackOf(Profile profile) {
        return profile.locations().stream()
                .flatMap(location -> location.lines().stream())
                .map(GoroutineDumpReaderTest::lineOf)
                .collect(joining("; "));
    }

    private static String lineOf(Line line) {
        return line.function().name() + " " + line.function().filename() + ":" + line.line();
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
