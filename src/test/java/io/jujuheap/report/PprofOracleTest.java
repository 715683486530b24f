// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks the {@code go tool pprof} of this machine what the goldens do not tell: less common options, several profiles, and
 * differences of profiles that have little to do with each other.
 */
class PprofOracleTest {
    private static final List<String> ARGUMENTS = List.of(
            "-top -divide_by=3",
            "-top -divide_by=1000000",
            "-top -mean",
            "-top -mean -cum -nodecount=7",
            "-top -mean -sample_index=alloc_space -nodefraction=0",
            "-top -unit=minutes",
            "-top -tagfocus=16b:64b -nodefraction=0",
            "-top -tagfocus=bytes=:100 -nodefraction=0",
            "-top -tagignore=nothing",
            "-top -tagleaf=bytes -nodecount=30",
            "-top -tagroot=bytes -cum -unit=kb -nodecount=30",
            "-tree -tagroot=nothing,bytes -nodecount=10",
            "-top -show=. -hide=^runtime -nodefraction=0",
            "-top -focus=/usr -ignore=main -sample_index=0",
            "-top -noinlines -addresses -nodecount=20",
            "-top -nodefraction=0.3",
            "-tree -noinlines",
            "-tree -filefunctions -nodecount=12",
            "-tree -addresses -nodecount=6",
            "-tree -mean -nodecount=10",
            "-tree -show_from=main -cum",
            "-tree -unit=auto -sample_index=inuse_objects",
            "-peek=.",
            "-peek=^runtime -sample_index=alloc_objects -noinlines");

    private static final List<String> PROFILES =
            List.of("jsonserver-go1.26/heap-03", "inlining-go1.19/heap-02", "recursion-go1.26/heap-02");

    private static final Pattern BASE = Pattern.compile("(base=)(\\S+)");

    @TempDir
    private Path home;

    @Test
    void reports_with_less_common_options_equal_those_of_pprof() throws Exception {
        List<String> differences = new ArrayList<>();
        for (String profile : PROFILES) {
            for (String arguments : ARGUMENTS) {
                compare(arguments, Recorded.named(profile), differences);
            }
        }
        assertThat(differences).as("differences from go tool pprof").isEmpty();
    }

    @Test
    @Tag("long")
    void reports_on_all_recordings_equal_those_of_pprof() throws Exception {
        List<String> differences = new ArrayList<>();
        for (Recorded profile : Recorded.heaps()) {
            for (String arguments : ARGUMENTS) {
                compare(arguments, profile, differences);
            }
        }
        assertThat(differences).as("differences from go tool pprof").isEmpty();
    }

    @Test
    void a_difference_of_two_programs_equals_that_of_pprof() throws Exception {
        List<String> differences = new ArrayList<>();
        for (String kind : List.of("-base=", "-diff_base=")) {
            for (String report : List.of("-top ", "-tree -nodecount=8 ", "-top -addresses -nodecount=30 ")) {
                String arguments = report + kind + "jsonserver-go1.19/heap-02";
                compare(arguments, Recorded.named("jsonserver-go1.26/heap-03"), differences);
            }
        }
        assertThat(differences).as("differences from go tool pprof").isEmpty();
    }

    @Test
    void a_sum_of_profiles_equals_that_of_pprof() throws Exception {
        List<Recorded> recorded = Stream.of("heap-01", "heap-02", "heap-03")
                .map(name -> new Recorded("containers-go1.26", name))
                .toList();
        Profile sum = Profiles.merge(recorded.stream().map(Recorded::profile).toList(), Matching.AUTOMATIC);
        String ours = Tables.HERE.text(Top.of(sum, ReportOptions.DEFAULT));
        assertThat(table(ours)).isEqualTo(table(pprof("-top", recorded)));
    }

    private void compare(String arguments, Recorded profile, List<String> differences) throws Exception {
        String ours = PprofArguments.report(
                arguments, profile.profile(), base -> Recorded.named(base).profile());
        String withFile = BASE.matcher(arguments)
                .replaceAll(
                        base -> base.group(1) + Recorded.named(base.group(2)).file());
        String theirs = pprof(withFile, List.of(profile));
        if (!table(ours).equals(table(theirs))) {
            differences.add(profile + " " + arguments + "\n" + theirs + "\nours:\n" + ours);
        }
    }

    /** What must be equal whichever version of pprof it is. */
    private static String table(String report) {
        int start = report.indexOf("Showing nodes");
        return start < 0 ? report : report.substring(start);
    }

    private String pprof(String arguments, List<Recorded> profiles) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(GoProgram.go().toString(), "tool", "pprof", "-symbolize=none"));
        command.addAll(List.of(arguments.split(" ", -1)));
        profiles.forEach(profile -> command.add(profile.file().toString()));
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(home.resolve("errors").toFile());
        builder.environment().put("TZ", "UTC");
        builder.environment().put("PPROF_BINARY_PATH", home.toString());
        builder.environment().put("PPROF_TMPDIR", home.toString());
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("go tool pprof took more than 2 minutes for " + command);
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
