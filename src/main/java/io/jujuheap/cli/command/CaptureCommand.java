// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.cli.source.Source;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code capture}: saves a profile of an agent to a file, exactly as the agent sent it. */
public final class CaptureCommand implements Command {
    private static final Opt OUTPUT = OutputFile.option("FILE");
    private static final Opt TEXT =
            Opt.flag("text", "the text that juju_heap_profile or juju_goroutines prints; costs the agent more");
    private static final Opt DUMP =
            Opt.flag("dump", "each goroutine with its state and age; the agent stops while it writes them");
    private static final Opt FORCE = Opt.flag("force", "take the dump of any number of goroutines");
    static final Opt GC = Opt.flag("gc", "have the agent collect garbage first: exact, at its cost");

    /** Up to this number of goroutines, a dump stops the agent for at most 0.3 s. */
    private static final long MOST_DUMPED_GOROUTINES = 10_000;

    /**
     * The agent writes a dump again into larger buffers until it fits, and stops the world each time. Measured in total
     * on a Go 1.26 agent with stacks 13 frames deep, on two cores: 10 ms for 1,000 goroutines, 271 ms for 10,000, 2,848
     * ms for 50,000. The last is the slowest for each goroutine.
     */
    private static final double STOP_SECONDS_PER_GOROUTINE = 5.7e-5;

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "capture",
                "[AGENT]",
                "save a profile of an agent as a file",
                "Fetches the heap profile of an agent, or its goroutines, and writes it as it came: by default the gzipped protobuf, which go tool"
                        + " pprof opens as well. Without AGENT it is the agent of this machine.",
                Opt.joined(List.of(OUTPUT, TEXT, GC, DUMP, FORCE), SourceArguments.ALL),
                List.of(
                        new Example("sudo juju-heap capture -o heap.pb.gz", "the agent on this machine"),
                        new Example(
                                "juju-heap capture juju:0 --text -o heap_profile.01",
                                "machine 0's, as the old recipe saves it"),
                        new Example(
                                "juju-heap capture juju:0 --profile goroutine --dump -o goroutines.txt",
                                "each goroutine of machine 0's agent, with its state and age")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> operands = arguments.operands(0, 1, "at most one agent");
        OutputFile output = OutputFile.of(arguments, OUTPUT);
        SourceContext context = SourceArguments.of(arguments, console);
        String agent = operands.isEmpty() ? onlyAgent(context.dataDirs()) : operands.get(0);
        AgentQuery query = query(context.query(), arguments);
        if (query == AgentQuery.GOROUTINES_DUMP && !arguments.has(FORCE)) {
            refuseLongStop(agent, context);
        }
        byte[] profile = Source.parse(agent).fetch(context.asking(query));
        // Checks that the profile can be read before it is stored.
        ProfileLoader.read(profile, agent);
        output.write(profile, console);
        return OK;
    }

    /** Returns the request for the form that the command line names. */
    private static AgentQuery query(AgentQuery profile, Arguments arguments) {
        boolean text = arguments.has(TEXT);
        if (arguments.has(GC) && profile != AgentQuery.HEAP) {
            throw new UsageException("--gc is for heap profiles only");
        }
        if (arguments.has(DUMP) && (text || profile != AgentQuery.GOROUTINES)) {
            throw new UsageException("--dump needs --profile goroutine, without --text");
        }
        return switch (profile) {
            case GOROUTINES ->
                arguments.has(DUMP)
                        ? AgentQuery.GOROUTINES_DUMP
                        : text ? AgentQuery.GOROUTINES_TEXT : AgentQuery.GOROUTINES;
            case CPU_30S -> {
                if (text) {
                    throw new UsageException("a profile of the processor's time has no text form: leave --text out");
                }
                yield profile;
            }
            case GOROUTINE_LEAKS -> text ? AgentQuery.GOROUTINE_LEAKS_TEXT : AgentQuery.GOROUTINE_LEAKS;
            default -> heapQuery(text, arguments.has(GC));
        };
    }

    private static AgentQuery heapQuery(boolean text, boolean afterGc) {
        if (afterGc) {
            return text ? AgentQuery.HEAP_TEXT_AFTER_GC : AgentQuery.HEAP_AFTER_GC;
        }
        return text ? AgentQuery.HEAP_TEXT : AgentQuery.HEAP;
    }

    /** Counts the goroutines first, which is cheap, and refuses when a dump would stop the agent for long. */
    private static void refuseLongStop(String agent, SourceContext context) throws FailureException {
        byte[] counted = Source.parse(agent).fetch(context.asking(AgentQuery.GOROUTINES));
        long goroutines = ProfileLoader.read(counted, agent).total(0);
        if (goroutines > MOST_DUMPED_GOROUTINES) {
            throw new FailureException(String.format(
                    Locale.ROOT,
                    "%s has %,d goroutines, and a dump may stop all of them for %.1f s in all: leave --dump out, or add --force",
                    agent,
                    goroutines,
                    goroutines * STOP_SECONDS_PER_GOROUTINE));
        }
    }

    private static String onlyAgent(List<Path> dataDirs) throws FailureException {
        AgentSurvey survey = new AgentFinder(dataDirs).find();
        List<FoundAgent> chosen = survey.chosen();
        if (chosen.isEmpty()) {
            throw new FailureException(
                    survey.agents().isEmpty()
                            ? survey.problem()
                            : survey.agents().get(0).note());
        }
        return chosen.get(0).tag().value();
    }
}
