// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Recorded;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages in place of functions, beside the traces of {@code go tool pprof} added up by package. */
class PackageFramesTest {
    private static final ReportOptions PACKAGES = ReportOptions.builder()
            .granularity(Granularity.PACKAGES)
            .sampleIndex("inuse_space")
            .nodeFraction(0)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "github.com/juju/juju/state.(*Pool).Get github.com/juju/juju/state",
                "main.main.func1 main",
                "gopkg.in/yaml%2ev3.Unmarshal gopkg.in/yaml%2ev3",
                "slices.Sort[github.com/a/b.C] slices",
                "a.b/c.(*D[x/y.Z]).f a.b/c",
                "malloc malloc",
                "[libc.so.6] [libc.so.6]",
                "operator(x.y) operator(x.y)",
                ".hidden .hidden",
            })
    void the_package_of_a_function_is_what_stands_before_its_name(String function, String name) {
        assertThat(Function.packageOf(function)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonserver-go1.26/heap-03", "inlining-go1.19/heap-02", "recursion-go1.26/heap-02"})
    void a_package_holds_what_the_traces_of_pprof_through_it_hold(String recording) throws Exception {
        Recorded recorded = Recorded.named(recording);
        Map<String, Long> flat = new TreeMap<>();
        Map<String, Long> cum = new TreeMap<>();
        for (String trace : traces(recorded).split("(?m)^-+\\+-+$", -1)) {
            List<String> lines = trace.lines()
                    .filter(line -> line.matches("(?: *[0-9]+B? +| {10,})\\S.*") && !line.matches(" *bytes: .*"))
                    .toList();
            if (lines.isEmpty()) {
                continue;
            }
            long value = Long.parseLong(lines.get(0).strip().replaceFirst("B? .*", ""));
            List<String> packages = lines.stream()
                    .map(line -> line.strip().replaceFirst("^[0-9]+B? +", ""))
                    .map(name -> name.replaceFirst("^((?:[^(\\[/]*/)*[^(\\[/.]+)[.].*", "$1"))
                    .toList();
            flat.merge(packages.get(0), value, Long::sum);
            new HashSet<>(packages).forEach(name -> cum.merge(name, value, Long::sum));
        }
        Set<String> held = cum.keySet().stream()
                .filter(name -> cum.getOrDefault(name, 0L) != 0)
                .collect(Collectors.toSet());

        Top top = Top.of(recorded.profile(), PACKAGES);

        assertThat(held).hasSizeGreaterThan(2);
        assertThat(column(top, Top.Row::cum)).containsExactlyInAnyOrderEntriesOf(kept(cum, held));
        assertThat(column(top, Top.Row::flat))
                .allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo(flat.getOrDefault(name, 0L)));
    }

    private static Map<String, Long> kept(Map<String, Long> sums, Set<String> names) {
        Map<String, Long> kept = new TreeMap<>(sums);
        kept.keySet().retainAll(names);
        return kept;
    }

    private static Map<String, Long> column(Top top, ToLongFunction<Top.Row> figure) {
        Map<String, Long> column = new TreeMap<>();
        top.rows().forEach(row -> column.put(row.name(), figure.applyAsLong(row)));
        return column;
    }

    private static String traces(Recorded recorded) throws Exception {
        return Launcher.run(List.of(
                        GoProgram.go().toString(),
                        "tool",
                        "pprof",
                        "-traces",
                        "-unit=B",
                        "-symbolize=none",
                        "-sample_index=inuse_space",
                        recorded.file().toString()))
                .out();
    }

    /** Inlined calls, calls within a package, calls back into it, labels and addresses without a name. */
    @Test
    void calls_within_a_package_make_one_frame() {
        Profile profile = HandMade.bytes()
                .sample(5, "a/b.leaf|a/b.inlined|c.outer", "c.caller", "a/b.start", "main.main")
                .sample(3, "0x40", "a/b.start", "main.main")
                .build();

        FlameGraph graph = FlameGraph.of(profile, PACKAGES, 100);

        assertThat(graph.nodes().stream().map(node -> graph.names().get(node.name())))
                .containsExactlyInAnyOrder("root", "main", "a/b", "c", "a/b", "[program]");
        assertThat(graph.granularity()).isEqualTo(Granularity.PACKAGES);
    }

    @Test
    void a_filter_is_of_functions_still() {
        Profile profile = HandMade.bytes()
                .sample(5, "a.first", "main.main")
                .sample(3, "a.second", "main.main")
                .build();

        Top top = Top.of(profile, PACKAGES.toBuilder().focus("first").build());

        assertThat(column(top, Top.Row::flat)).isEqualTo(Map.of("a", 5L, "main", 0L));
    }

    @Test
    void the_value_of_a_label_is_no_function() {
        Profile profile = HandMade.bytes()
                .sample(new long[] {5}, List.of(new Label("version", "v1.26", 0, "")), "a.first", "main.main")
                .build();

        Top top = Top.of(profile, PACKAGES.toBuilder().tagRoot("version").build());

        assertThat(column(top, Top.Row::cum)).isEqualTo(Map.of("v1.26", 5L, "main", 5L, "a", 5L));
    }
}
