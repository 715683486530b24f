// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.ByteSizes;
import io.jujuheap.io.FailureException;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.render.PrintableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code leaks}: a verdict for each call site, and each stack of goroutines, that grew over a series of profiles. */
public final class LeaksCommand implements Command {
    private static final Opt AGENT = Opt.value("agent", "TAG", "the agent to look at, where a store holds several");
    private static final Opt MEMORY_LIMIT =
            Opt.value("memory-limit", "SIZE", "the memory the agent may use: says when a leak will reach it");
    static final Opt FAIL_ON_LEAK = Opt.flag("fail-on-leak", "exit with code 3 when a leak is found");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "leaks",
                "SOURCE…",
                "which call sites or goroutines leak, judged from a series of profiles",
                "Judges each call site that grew over a series of profiles of one agent: leak, undecided, filled cache, load,"
                        + " profiler or noise, with the evidence. Sources are profiles, in any order, or the directory of a"
                        + " sidecar's store. Two profiles show growth, not a leak: a verdict needs a series. Profiles of"
                        + " goroutines are judged by their exact numbers, per stack; heaps and goroutines may be given together. Of a"
                        + " store both are judged; as JSON the heap, or with --profile goroutine the goroutines.",
                Opt.joined(ReportOutput.OPTIONS, List.of(AGENT, MEMORY_LIMIT, FAIL_ON_LEAK), SourceArguments.ALL),
                List.of(
                        new Example(
                                "juju-heap leaks heap_profile.*", "files that juju_heap_profile wrote over some days"),
                        new Example("juju-heap leaks goroutines.*", "files that juju_goroutines wrote"),
                        new Example("sudo juju-heap leaks /var/lib/juju-heap", "what the sidecar has collected"),
                        new Example("juju-heap leaks --fail-on-leak --format json *.pb.gz", "in a test of an agent")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> sources = arguments.operands(1, Integer.MAX_VALUE, "a source");
        ReportOutput output = ReportOutput.of(arguments);
        SourceContext context = SourceArguments.of(arguments, console);
        SeriesLoader.Loaded loaded = new SeriesLoader(context, arguments.text(AGENT), output.isJson()).load(sources);
        Optional<LeakReport> heaps =
                loaded.heaps().map(series -> LeakAnalysis.verdicts(series.withMemoryLimit(memoryLimit(arguments))));
        Optional<GoroutineReport> goroutines = joined(loaded, heaps);
        boolean isOneKind = output.isJson() && loaded.isOneProcess();
        boolean isOfHeaps = context.query() == AgentQuery.HEAP;
        List<PrintableReport> reports = new ArrayList<>();
        boolean leaks = false;
        if (heaps.isPresent() && (isOfHeaps || !isOneKind)) {
            reports.add(PrintableReport.of(heaps.get()));
            leaks = !heaps.get().leaks().isEmpty();
        }
        if (goroutines.isPresent() && !(isOfHeaps && isOneKind)) {
            reports.add(PrintableReport.of(goroutines.get()));
            leaks |= !goroutines.get().leaks().isEmpty();
        }
        output.write(reports, console);
        return arguments.has(FAIL_ON_LEAK) && leaks ? LEAK_FOUND : OK;
    }

    /** Joins heap and goroutines that grow together to one leak, if both are of one process. */
    private static Optional<GoroutineReport> joined(SeriesLoader.Loaded loaded, Optional<LeakReport> heaps) {
        return loaded.goroutines()
                .map(report -> loaded.isOneProcess() && heaps.isPresent()
                        ? report.with(heaps.get(), loaded.stackBytes())
                        : report);
    }

    private static Optional<MemoryLimit> memoryLimit(Arguments arguments) {
        return arguments
                .value(MEMORY_LIMIT, ByteSizes::parse)
                .map(bytes -> new MemoryLimit(bytes, MemoryLimit.Source.OPTION));
    }
}
