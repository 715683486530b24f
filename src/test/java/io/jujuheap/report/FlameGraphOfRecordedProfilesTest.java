// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.testkit.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flame graphs of real profiles, compared with a plain map of all calls. */
class FlameGraphOfRecordedProfilesTest {
    private static final int ALL = 1_000_000;

    /** Cumulative and own values of a call, and how many names deep it is. */
    private record Call(long cum, long self) {
        Call plus(long value, boolean isLeaf) {
            return new Call(cum + value, self + (isLeaf ? value : 0));
        }
    }

    /** Without that of threads, in which frames have no names. */
    static List<Recorded> all() {
        return Recorded.all().stream()
                .filter(recorded -> !recorded.name().equals("threadcreate"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void has_the_calls_of_all_samples_by_each_sample_type(Recorded recorded) {
        Profile profile = FramePruner.prune(recorded.profile());
        List<FlameGraph> graphs = FlameGraph.ofEachSampleType(profile, Optional.empty(), ReportOptions.DEFAULT, ALL);
        assertThat(graphs).hasSameSizeAs(profile.sampleTypes());
        for (FlameGraph graph : graphs) {
            int type = profile.sampleTypeIndex(graph.legend().sampleType()).orElseThrow();
            Map<String, Call> calls = calls(profile, type);
            assertThat(calls(graph)).as(graph.legend().sampleType()).isEqualTo(calls);
            assertThat(graph.omitted()).isZero();
        }
    }

    /** A table of functions, whose figures are compared with pprof's elsewhere, has the same sums. */
    @ParameterizedTest
    @MethodSource("all")
    void has_the_sums_of_functions_that_a_table_has(Recorded recorded) {
        ReportOptions options =
                ReportOptions.builder().nodeCount(ALL).nodeFraction(0).build();
        for (FlameGraph graph : FlameGraph.ofEachSampleType(recorded.profile(), Optional.empty(), options, 1)) {
            ReportOptions ofType =
                    options.toBuilder().sampleIndex(graph.legend().sampleType()).build();
            assertThat(graph.functions().stream()
                            .map(sum -> graph.names().get(sum.name()) + " " + sum.flat() + " " + sum.cum()))
                    .containsExactlyInAnyOrderElementsOf(Top.of(recorded.profile(), ofType).rows().stream()
                            .map(row -> row.name() + " " + row.flat() + " " + row.cum())
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 300})
    void keeps_the_largest_calls_and_counts_the_others(int maxNodes) {
        Profile profile = Recorded.named("jsonserver-go1.26/heap-03").profile();
        for (FlameGraph graph :
                FlameGraph.ofEachSampleType(profile, Optional.empty(), ReportOptions.DEFAULT, maxNodes)) {
            int type = profile.sampleTypeIndex(graph.legend().sampleType()).orElseThrow();
            Map<String, Call> calls = calls(profile, type);
            assertThat(calls).containsAllEntriesOf(calls(graph));
            assertThat(graph.nodes().size() + graph.omitted()).isEqualTo(calls.size());
            assertThat(graph.nodes().stream().mapToLong(FlameGraph.Node::value).sorted())
                    .containsExactlyElementsOf(calls.values().stream()
                            .map(Call::cum)
                            .sorted(Collections.reverseOrder())
                            .limit(maxNodes)
                            .sorted()
                            .toList());
        }
    }

    @Test
    void compares_the_sample_type_of_the_target_whatever_the_default_of_the_base_is() {
        Profile base = Recorded.named("jsonserver-go1.26/heap-03").profile();
        Profile target = Recorded.named("jsonserver-go1.26/allocs").profile();
        assertThat(base.defaultSampleTypeIndex()).isNotEqualTo(target.defaultSampleTypeIndex());
        FlameGraph graph = FlameGraph.difference(base, target, ReportOptions.DEFAULT, 1);
        int type = target.defaultSampleTypeIndex();
        assertThat(graph.legend().sampleType()).isEqualTo("alloc_space");
        assertThat(graph.nodes())
                .singleElement()
                .matches(root -> root.value() == target.total(type) && root.base() == base.total(type));
    }

    /** The calls of a profile by their names from the root on. */
    private static Map<String, Call> calls(Profile profile, int type) {
        Map<String, Call> calls = new TreeMap<>();
        calls.put("root", new Call(0, 0));
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.count(); sample++) {
            long value = samples.value(sample, type);
            if (value != 0) {
                List<String> names = names(profile, sample);
                for (int depth = 1; depth <= names.size(); depth++) {
                    Call call = calls.getOrDefault(key(names, depth), new Call(0, 0));
                    calls.put(key(names, depth), call.plus(value, depth == names.size()));
                }
            }
        }
        return calls;
    }

    private static List<String> names(Profile profile, int sample) {
        List<String> names = new ArrayList<>();
        Samples samples = profile.samples();
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            Location location = profile.locations().get(samples.locationAt(position));
            location.lines().stream().map(Line::function).forEach(function -> names.add(function.name()));
        }
        names.add("root");
        Collections.reverse(names);
        return names;
    }

    private static Map<String, Call> calls(FlameGraph graph) {
        Map<String, Call> calls = new TreeMap<>();
        for (FlameGraph.Node node : graph.nodes()) {
            List<String> names = new ArrayList<>();
            for (FlameGraph.Node above = node; ; above = graph.nodes().get(above.parent())) {
                names.add(graph.names().get(above.name()));
                if (above.parent() < 0) {
                    break;
                }
            }
            Collections.reverse(names);
            calls.put(key(names, names.size()), new Call(node.value(), node.self()));
        }
        return calls;
    }

    private static String key(List<String> names, int depth) {
        return String.join(";", names.subList(0, depth));
    }
}
