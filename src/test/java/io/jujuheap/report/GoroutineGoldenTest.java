// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.Golden;
import io.jujuheap.testkit.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The texts and dumps of goroutines tell what the protobuf of the same moment tells. pprof reads the texts without their names
 * and refuses the dumps, so that reports with names are compared with those of pprof on the protobuf, without what the two
 * forms leave out: frames of the runtime, arguments of types, and in dumps the middle of deep stacks.
 */
class GoroutineGoldenTest {
    private static final String WITHOUT_RUNTIME = "-hide=^(internal/)?runtime\\.";
    private static final String WITHOUT_DEEP_STACKS = "-ignore=recorder|first|descend";

    @Test
    void texts_without_names_equal_what_pprof_reads_of_them() {
        List<Golden> goldens = Golden.ofTexts();
        List<String> differences = new ArrayList<>();
        for (Golden golden : goldens) {
            String ours = report(golden, withoutNames(golden.profile()));
            if (!ours.equals(golden.text())) {
                differences.add(golden + "\n" + golden.text() + "\nours:\n" + ours);
            }
        }
        assertThat(goldens).as("goldens found").hasSizeGreaterThanOrEqualTo(100);
        assertThat(differences).as("differences from go tool pprof").isEmpty();
    }

    @Test
    void texts_equal_what_pprof_reads_of_the_protobuf() {
        assertEqual(comparable(""), Recorded::profileOfText);
    }

    @Test
    void dumps_equal_what_pprof_reads_of_the_protobuf() {
        List<Golden> goldens = comparable(WITHOUT_DEEP_STACKS);
        // A dump is in the order of goroutines, not of counts.
        goldens.removeIf(golden -> golden.arguments().contains("-traces"));
        assertEqual(goldens, Recorded::profileOfDump);
    }

    @Test
    void dumps_count_by_state_and_by_age() {
        Profile dump = Recorded.named("goroutines-timers-go1.26/goroutine-02").profileOfDump();
        String states = PprofArguments.report("-top -tagleaf=state", dump, base -> dump);
        // As many as grep counts in the dump.
        assertThat(states).contains("       176 75.86% 75.86%        176 75.86%  chan receive\n");
        String aged =
                PprofArguments.report("-top -tagleaf=wait_minutes -tagfocus=wait_minutes=1min:", dump, base -> dump);
        assertThat(aged).contains(" 42 18.10% 18.10%         42 18.10%  2\n");
    }

    /** The goldens of goroutines without the runtime, with an argument when it is not empty. */
    private static List<Golden> comparable(String argument) {
        List<Golden> goldens = new ArrayList<>(Golden.all());
        goldens.removeIf(golden -> !golden.arguments().contains(WITHOUT_RUNTIME)
                || !(argument.isEmpty() || golden.arguments().contains(argument)));
        return goldens;
    }

    private static void assertEqual(List<Golden> goldens, Function<Recorded, Profile> form) {
        List<String> differences = new ArrayList<>();
        for (Golden golden : goldens) {
            String ours = Golden.tableOf(report(golden, form.apply(golden.profile())));
            if (!ours.equals(golden.table())) {
                differences.add(golden + "\n" + golden.table() + "\nours:\n" + ours);
            }
        }
        assertThat(goldens).as("goldens found").hasSizeGreaterThanOrEqualTo(100);
        assertThat(differences)
                .as("differences from go tool pprof, of " + goldens.size())
                .isEmpty();
    }

    private static String report(Golden golden, Profile profile) {
        return PprofArguments.report(String.join(" ", golden.arguments()), profile, base -> profile);
    }

    private static Profile withoutNames(Recorded recorded) {
        try {
            String text = new String(recorded.text(), UTF_8).replaceAll("(?m)^#.*\n", "");
            return ProfileReader.withLimits(Limits.DEFAULT).read(text.getBytes(UTF_8));
        } catch (MalformedProfileException e) {
            throw new AssertionError(recorded + ": " + e.getMessage(), e);
        }
    }
}
