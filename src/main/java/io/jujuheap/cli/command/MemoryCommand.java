// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.cli.source.AgentAnswers;
import io.jujuheap.cli.source.Source;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.io.FailureException;
import io.jujuheap.memory.LiveHeap;
import io.jujuheap.memory.MemoryFigures;
import io.jujuheap.memory.MemoryProfile;
import io.jujuheap.memory.MetricsText;
import io.jujuheap.memory.ResidentMemory;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.Json;
import io.jujuheap.render.MemoryView;
import io.jujuheap.render.PrintableReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code memory}: the parts of an agent's resident memory. */
public final class MemoryCommand implements Command {
    private static final Opt OUTPUT = Opt.value(
                    "output", "FILE", "write a profile whose total is the resident memory, in place of the table")
            .letter('o');

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "memory",
                "SOURCE",
                "where the resident memory of an agent goes",
                "Splits the resident memory of an agent into parts that add up: the live heap, room of the collector, half-empty"
                        + " spans, stacks, Go's tables, what lies outside of Go, files. SOURCE is an agent, a sidecar's URL, or a"
                        + " text profile, whose memory statistics tell the parts that Go knows.",
                Opt.joined(List.of(ReportOutput.FORMAT, OUTPUT, CaptureCommand.GC), SourceArguments.CONNECTIONS),
                List.of(
                        new Example("sudo juju-heap memory machine-0", "of the agent on this machine"),
                        new Example("juju-heap memory juju:0", "of machine 0's agent, in one juju ssh"),
                        new Example(
                                "sudo juju-heap memory machine-0 -o memory.pb.gz",
                                "then: go tool pprof -top memory.pb.gz")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        String word = arguments.operands(1, 1, "one source").get(0);
        ReportOutput table = ReportOutput.of(arguments).toConsole();
        boolean asProfile = arguments.text(OUTPUT).isPresent();
        AgentQuery heapQuery = arguments.has(CaptureCommand.GC) ? AgentQuery.HEAP_AFTER_GC : AgentQuery.HEAP;
        SourceContext context = SourceArguments.of(arguments, console).asking(heapQuery);
        Source source = Source.parse(word);
        AgentAnswers answers = source.fetchMemory(context);
        byte[] main = answers.required(heapQuery);
        boolean isJson = main.length > 0 && main[0] == '{';
        if (isJson && asProfile) {
            throw new FailureException(
                    source.name() + ": a sidecar tells the parts without stacks; -o needs the agent itself");
        } else if (isJson) {
            table.write(PrintableReport.of(view(main, source)), console);
        } else {
            Profile heap = ProfileLoader.read(main, source.name());
            ResidentMemory memory = memory(answers, heap, source);
            if (asProfile) {
                byte[] profile =
                        ProfileWriter.gzippedProtobuf(MemoryProfile.of(memory, heap, goroutines(source, context)));
                OutputFile.of(arguments, OUTPUT).write(profile, console);
            } else {
                table.write(PrintableReport.of(MemoryView.of(source.name(), taken(heap), memory)), console);
            }
        }
        return OK;
    }

    /** Returns the stacks of an agent's goroutines. Without them, the memory of all stacks is one sample of the profile. */
    private static Optional<Profile> goroutines(Source source, SourceContext context) throws FailureException {
        if (!source.isAgent()) {
            return Optional.empty();
        }
        byte[] goroutines = source.fetch(context.asking(AgentQuery.GOROUTINES));
        return Optional.of(ProfileLoader.read(goroutines, source.name()));
    }

    /** A profile as text has no time. */
    private static Optional<Instant> taken(Profile heap) {
        long nanos = heap.info().timeNanos();
        return nanos == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(0, nanos));
    }

    private static MemoryView view(byte[] json, Source source) throws FailureException {
        try {
            return Json.read(json, MemoryView.class);
        } catch (IOException e) {
            throw new FailureException(source.name() + " answered with JSON that does not tell an agent's memory", e);
        }
    }

    private static ResidentMemory memory(AgentAnswers answers, Profile heap, Source source) throws FailureException {
        if (LiveHeap.of(heap).isEmpty()) {
            throw new FailureException(source.name() + " is not a heap profile: name an agent, or the text of a heap");
        }
        if (source.isAgent()) {
            MetricsText metrics = MetricsText.of(answers.required(AgentQuery.METRICS));
            return MemoryFigures.of(metrics, answers.status())
                    .map(figures -> figures.parts(LiveHeap.of(heap)))
                    .orElseThrow(() -> new FailureException(
                            source.name() + " does not tell Go's memory statistics in its metrics (go_memstats_…)"));
        }
        return ResidentMemory.ofText(heap)
                .orElseThrow(() -> new FailureException(source.name()
                        + " has no memory statistics: they end a profile that was saved as text (capture --text);"
                        + " or name the agent itself"));
    }
}
