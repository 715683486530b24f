// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.jujuheap.collect.AgentState;
import io.jujuheap.collect.FetchStats;
import io.jujuheap.collect.Totals;
import io.jujuheap.memory.MemoryPart;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics of the agents, made from their states at each scrape, so an agent that has disappeared has no series. */
final class AgentFamilies {
    private static final String ESTIMATE =
            " Estimated from the samples of the agent's heap profile, as of its last completed"
                    + " garbage collection, at the newest successful fetch.";

    private static final int MOST_SUSPECTS = 5;

    private final List<AgentState> agents;

    AgentFamilies(List<AgentState> agents) {
        this.agents = agents;
    }

    List<MetricSnapshot> all() {
        return Stream.concat(heap(), fetches()).toList();
    }

    private Stream<MetricSnapshot> heap() {
        return Stream.of(
                gauge(
                        "juju_agent_up",
                        "Whether the last request to the agent's introspection socket worked.",
                        state -> OptionalDouble.of(state.isUp() ? 1 : 0)),
                gauge(
                        "juju_agent_heap_profile_inuse_bytes",
                        "Bytes of live heap objects." + ESTIMATE
                                + " This is not go_memstats_heap_inuse_bytes, which counts"
                                + " whole spans and garbage.",
                        totals(Totals::inuseBytes)),
                gauge(
                        "juju_agent_heap_profile_inuse_objects",
                        "Live heap objects." + ESTIMATE,
                        totals(Totals::inuseObjects)),
                counter(
                        "juju_agent_heap_profile_allocated_bytes",
                        "Bytes allocated since the agent started; starts again with the agent." + ESTIMATE,
                        totals(Totals::allocatedBytes)),
                counter(
                        "juju_agent_heap_profile_allocated_objects",
                        "Objects allocated since the agent started; starts again with the agent." + ESTIMATE,
                        totals(Totals::allocatedObjects)),
                gauge(
                        "juju_agent_heap_profile_sample_interval_bytes",
                        "Mean number of bytes allocated between two samples of the profile (Go's MemProfileRate); 0 when the"
                                + " agent does not sample.",
                        state -> optional(state.heap().map(heap -> (double) heap.sampleIntervalBytes()))),
                gauge(
                        "juju_agent_heap_leak_suspects",
                        "Call sites whose growth over the stored snapshots looks like a leak; /api/v1/leaks names them.",
                        state -> optional(state.suspects().map(suspects -> (double) suspects.size()))),
                suspectBytes(),
                gauge(
                        "juju_agent_goroutines",
                        "Goroutines of the agent, as it reports them itself.",
                        state -> known(state.vitals().goroutines())),
                gauge(
                        "juju_agent_goroutine_leak_suspects",
                        "Stacks at which ever more goroutines wait, over the stored profiles of the agent's process;"
                                + " /api/v1/goroutines names them.",
                        state -> optional(state.goroutineSuspects().map(suspects -> (double) suspects.size()))),
                gauge(
                        "juju_agent_start_time_seconds",
                        "When the agent's process started, in seconds since the Unix epoch.",
                        state -> seconds(state.vitals().started())),
                gauge(
                        "juju_agent_resident_memory_bytes",
                        "Resident memory of the agent's process, as it reports it itself.",
                        state -> known(state.vitals().residentBytes())),
                parts());
    }

    private record PartOfAgent(AgentState agent, MemoryPart part, long bytes) {}

    private MetricSnapshot parts() {
        List<PartOfAgent> parts = agents.stream()
                .flatMap(state -> state.memory().stream()
                        .flatMap(memory -> memory.parts().entrySet().stream())
                        .map(part -> new PartOfAgent(state, part.getKey(), part.getValue())))
                .toList();
        return Families.gauge(
                "juju_agent_memory_bytes",
                "Where the agent's resident memory goes, by part. All parts but swapped add up to resident memory where the"
                        + " kernel's count of the process can be read; elsewhere outside_go, files and shared are absent.",
                parts,
                part -> label(part.agent()).merge(Labels.of("part", part.part().word())),
                part -> Families.known(part.bytes()));
    }

    /** The most suspects of an agent with a series. A label for each function would multiply the series. */
    private MetricSnapshot suspectBytes() {
        Map<Labels, Double> bytes = new LinkedHashMap<>();
        for (AgentState state : agents) {
            state.suspects().orElse(List.of()).stream()
                    .sorted(Comparator.comparingLong(AgentState.Suspect::inuseBytes)
                            .reversed())
                    .limit(MOST_SUSPECTS)
                    .forEach(suspect -> bytes.merge(
                            label(state).merge(Labels.of("function", suspect.function())),
                            (double) suspect.inuseBytes(),
                            Double::sum));
        }
        return Families.gauge(
                "juju_agent_heap_suspect_bytes",
                "Live memory that a call site under suspicion allocated; of each agent the " + MOST_SUSPECTS
                        + " with most.",
                bytes.entrySet(),
                Map.Entry::getKey,
                entry -> OptionalDouble.of(entry.getValue()));
    }

    private Stream<MetricSnapshot> fetches() {
        return Stream.of(
                counter(
                        "juju_heap_fetches",
                        "Requests for the agent's heap profile.",
                        state -> Families.known(state.fetches().attempts())),
                Families.counter(
                        "juju_heap_fetch_failures",
                        "Requests for the agent's heap profile that failed, by reason.",
                        agents.stream().flatMap(state -> state.fetches().failures().entrySet().stream()
                                .map(entry -> Families.point(
                                        label(state).merge(Labels.of("reason", entry.getKey())), entry.getValue())))),
                new HistogramSnapshot(
                        new MetricMetadata(
                                "juju_heap_fetch_duration_seconds",
                                "How long requests for the agent's heap profile took, failed ones included."),
                        agents.stream().map(AgentFamilies::durations).toList()),
                gauge(
                        "juju_heap_last_success_timestamp_seconds",
                        "When the agent's heap profile was last fetched, in seconds since the Unix epoch.",
                        state -> seconds(state.lastSuccess())));
    }

    private static HistogramDataPointSnapshot durations(AgentState state) {
        List<Double> bounds = new ArrayList<>(FetchStats.BOUNDS);
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(bounds, state.fetches().within()))
                .sum(state.fetches().seconds())
                .labels(label(state))
                .build();
    }

    private MetricSnapshot gauge(String name, String help, Function<AgentState, OptionalDouble> value) {
        return Families.gauge(name, help, agents, AgentFamilies::label, value);
    }

    private MetricSnapshot counter(String name, String help, Function<AgentState, OptionalDouble> value) {
        return Families.counter(name, help, agents, AgentFamilies::label, value);
    }

    private static Labels label(AgentState state) {
        return Labels.of("agent", state.agent());
    }

    private static Function<AgentState, OptionalDouble> totals(ToDoubleFunction<Totals> figure) {
        return state -> optional(state.heap().map(heap -> figure.applyAsDouble(heap.totals())));
    }

    private static OptionalDouble known(OptionalLong figure) {
        return figure.isPresent() ? Families.known(figure.getAsLong()) : OptionalDouble.empty();
    }

    private static OptionalDouble seconds(Optional<Instant> time) {
        return optional(time.map(instant -> instant.toEpochMilli() / 1e3));
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
