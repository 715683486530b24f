// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.FoundAgent;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.cli.source.Source;
import io.jujuheap.cli.source.SourceContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code capture}: keeps an agent's heap profile as a file, exactly as the agent gave it. */
public final class CaptureCommand implements Command {
    private static final Opt OUTPUT = OutputFile.option("FILE");
    private static final Opt TEXT =
            Opt.flag("text", "the text that juju_heap_profile saves, with memory statistics; costs the agent more");

    @Override
    public CommandSpec spec() {
        List<Opt> options = new ArrayList<>(List.of(OUTPUT, TEXT, SourceArguments.GC));
        options.addAll(SourceArguments.ALL);
        return new CommandSpec(
                "capture",
                "[AGENT]",
                "save an agent's heap profile as a file",
                "Fetches the heap profile of an agent and writes it as it came: by default the gzipped protobuf, which go tool"
                        + " pprof opens as well. Without AGENT it is the agent of this machine.",
                options,
                List.of(
                        new Example("sudo juju-heap capture -o heap.pb.gz", "the agent on this machine"),
                        new Example(
                                "juju-heap capture juju:0 --text -o heap_profile.01",
                                "machine 0's, as the old recipe saves it")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> operands = arguments.operands(0, 1, "at most one agent");
        OutputFile output = OutputFile.of(arguments, OUTPUT);
        SourceContext context = SourceArguments.of(
                arguments, console, arguments.has(TEXT) ? SourceContext.Variant.TEXT : SourceContext.Variant.PROTOBUF);
        String agent = operands.isEmpty() ? onlyAgent(context.dataDirs()) : operands.get(0);
        byte[] profile = Source.parse(agent).fetch(context);
        // Only a profile that can be read is worth keeping.
        ProfileLoader.read(profile, agent);
        output.write(profile, console);
        return OK;
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
