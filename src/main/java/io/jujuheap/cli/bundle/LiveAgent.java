// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.source.AgentAnswers;
import io.jujuheap.cli.source.BundleSource;
import io.jujuheap.cli.source.NamedSources.NamedSource;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.FailureException;
import io.jujuheap.memory.LiveHeap;
import io.jujuheap.memory.MemoryFigures;
import io.jujuheap.memory.MetricsText;
import io.jujuheap.render.MemoryView;
import io.jujuheap.render.PrintableReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests the current data of an agent for a bundle. Profiles and metrics are requested together. Each report that can
 * hang has its own deadline and size limit. A failed request adds a sentence.
 */
final class LiveAgent {
    private static final List<AgentQuery> AT_ONCE = List.of(
            AgentQuery.METRICS,
            AgentQuery.HEAP,
            AgentQuery.HEAP_TEXT,
            AgentQuery.GOROUTINES,
            AgentQuery.GOROUTINES_TEXT);

    /** The label that Prometheus's Go client gives, without its prefix. */
    private static final Pattern GO_VERSION = Pattern.compile("(?m)^go_info\\{version=\"go([^\"]+)\"}");

    private static final Duration REPORT_DEADLINE = Duration.ofSeconds(20);
    private static final int REPORT_BYTES = 16 << 20;

    private final NamedSource source;
    private final AgentFiles files;

    private LiveAgent(NamedSource source, AgentFiles files) {
        this.source = source;
        this.files = files;
    }

    /**
     * Adds the files of an agent.
     *
     * @param cpu the CPU profile to request; empty for none
     */
    static void addTo(AgentFiles files, NamedSource source, SourceContext context, Optional<AgentQuery> cpu) {
        LiveAgent agent = new LiveAgent(source, files);
        AgentAnswers answers = agent.ask(AT_ONCE, context);
        agent.keepProfile(answers, AgentQuery.HEAP, BundleSource.HEAP, "the heap profile, gzipped protobuf");
        agent.keepProfile(
                answers,
                AgentQuery.HEAP_TEXT,
                "heap.txt",
                "the same as text with symbols, and the runtime's memory statistics");
        agent.keepProfile(
                answers, AgentQuery.GOROUTINES, "goroutines.pb.gz", "the stacks of all goroutines, gzipped protobuf");
        agent.keepProfile(answers, AgentQuery.GOROUTINES_TEXT, "goroutines.txt", "the same as text with symbols");
        agent.keepText(
                answers, AgentQuery.METRICS, "metrics.txt", "the agent's own metrics, in Prometheus's text format");
        agent.addMemory(answers);
        if (!files.files().isEmpty()) {
            agent.addVersions(answers, context);
        }
        SourceContext limited = context.within(REPORT_DEADLINE).atMost(REPORT_BYTES);
        agent.keepText(
                agent.ask(List.of(AgentQuery.ENGINE), limited),
                AgentQuery.ENGINE,
                "depengine.txt",
                "the dependency engine's report: the agent's workers and their states");
        agent.keepText(
                agent.ask(List.of(AgentQuery.MACHINE_LOCK), limited),
                AgentQuery.MACHINE_LOCK,
                "machinelock.txt",
                "the machine lock's report: what holds it and what waits for it");
        cpu.ifPresent(query -> agent.keepProfile(
                agent.ask(List.of(query), context.within(context.timeout().plusMinutes(1))),
                query,
                "cpu.pb.gz",
                "a profile of the processor's time, gzipped protobuf"));
    }

    private AgentAnswers ask(List<AgentQuery> queries, SourceContext within) {
        try {
            return source.source().ask(queries, within);
        } catch (FailureException e) {
            files.lack(String.valueOf(e.getMessage()));
            return AgentAnswers.failed(queries, String.valueOf(e.getMessage()));
        }
    }

    private void keepProfile(AgentAnswers answers, AgentQuery query, String name, String about) {
        answers.answer(query).ifPresentOrElse(bytes -> files.add(name, bytes, about), () -> lack(answers, query));
    }

    private void keepText(AgentAnswers answers, AgentQuery query, String name, String about) {
        answers.answer(query).ifPresentOrElse(bytes -> files.addText(name, bytes, about), () -> lack(answers, query));
    }

    private void lack(AgentAnswers answers, AgentQuery query) {
        files.lack(answers.problem(query));
    }

    private void addVersions(AgentAnswers answers, SourceContext context) {
        Optional<String> juju = jujuVersion(context);
        if (juju.isEmpty()) {
            files.lack(source.source().name() + " does not tell the version of Juju; juju status does");
        }
        juju.ifPresent(version -> files.addVersion("Juju " + version));
        answers.answer(AgentQuery.METRICS)
                .map(bytes -> GO_VERSION.matcher(new String(bytes, StandardCharsets.UTF_8)))
                .filter(Matcher::find)
                .ifPresent(found -> files.addVersion("Go " + found.group(1)));
        if (!files.versions().isEmpty()) {
            String lines = String.join("\n", files.versions()) + "\n";
            files.addText("versions.txt", lines.getBytes(StandardCharsets.UTF_8), "the versions of Juju and Go");
        }
    }

    private Optional<String> jujuVersion(SourceContext context) {
        try {
            return source.source().jujuVersion(context);
        } catch (FailureException e) {
            return Optional.empty(); // the other requests report why
        }
    }

    private void addMemory(AgentAnswers answers) {
        Optional<MetricsText> metrics = answers.answer(AgentQuery.METRICS).map(MetricsText::of);
        Optional<LiveHeap> live = answers.answer(AgentQuery.HEAP)
                .flatMap(bytes -> files.profile(BundleSource.HEAP, bytes))
                .flatMap(LiveHeap::of);
        metrics.flatMap(page -> MemoryFigures.of(page, answers.status()))
                .map(figures -> figures.parts(live))
                .ifPresent(memory -> files.addReport(
                        "memory",
                        PrintableReport.of(MemoryView.of(source.source().name(), Optional.of(Instant.now()), memory)),
                        "where the resident memory goes"));
    }
}
