// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.Version;
import io.jujuheap.cli.bundle.Bundle;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.cli.source.NamedSources;
import io.jujuheap.cli.source.NamedSources.NamedSource;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code bundle}: everything that a bug report needs, in one file. */
public final class BundleCommand implements Command {
    private static final Opt OUTPUT = OutputFile.option("FILE.zip");
    static final Opt CPU =
            Opt.value("cpu", "DURATION", "also take a CPU profile of 10s, 30s or 60s, which takes as long");
    private static final Opt REDACT =
            Opt.flag("redact", "replace names of models and units, and addresses, by placeholders");

    private static final Map<String, AgentQuery> CPU_QUERIES = Map.of(
            "10s", AgentQuery.CPU_10S, "30s", AgentQuery.CPU_30S, "60s", AgentQuery.CPU_60S, "1m", AgentQuery.CPU_60S);

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "bundle",
                "SOURCE…",
                "all that a bug report needs, of one or several agents, in one file",
                "Asks agents at the same time for their heap, goroutines, metrics and reports, adds where memory goes, the"
                        + " verdicts and flame graphs, and packs all of it with a README.txt. SOURCE is an agent as watch takes"
                        + " it, or the store of a watch or a sidecar. What cannot be had is in the README.txt as a sentence.",
                Opt.joined(List.of(OUTPUT, CPU, REDACT), SourceArguments.CONNECTIONS),
                List.of(
                        new Example(
                                "juju-heap bundle ha juju:0 juju:1 juju:2 -m controller -o ha.zip --redact",
                                "what a watch has kept in ha, and the agents as they are now"),
                        new Example("juju-heap leaks ha.zip --agent machine-1", "the bundle opens as a source again")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        Map<Boolean, List<String>> words = arguments.operands(1, Integer.MAX_VALUE, "a source").stream()
                .collect(Collectors.partitioningBy(word -> Files.isDirectory(Path.of(word))));
        OutputFile output = OutputFile.of(arguments, OUTPUT);
        if (!output.name().endsWith(".zip") && !output.name().equals("-")) {
            throw new UsageException("a bundle is a zip file: name it with .zip, not " + output.name());
        }
        List<NamedSource> agents = NamedSources.of(words.getOrDefault(false, List.of()));
        Optional<AgentQuery> cpu = arguments.value(CPU, BundleCommand::cpuQuery);
        SourceContext context = SourceArguments.of(arguments, console).inBackground(Duration.ZERO);
        Bundle bundle = new Bundle(Instant.now(), Version.text());
        for (String store : words.getOrDefault(true, List.of())) {
            bundle.addStore(Path.of(store));
        }
        console.progress().during("asking " + agents.size() + " agents…", () -> {
            bundle.askAgents(agents, context, cpu);
            return OK;
        });
        if (bundle.isEmpty()) {
            throw new FailureException(String.join("; ", bundle.missing()));
        }
        bundle.missing().forEach(sentence -> console.err().println("juju-heap bundle: not in it: " + sentence));
        Optional<String> model = arguments.text(SourceArguments.MODEL);
        output.write(arguments.has(REDACT) ? bundle.redacted(names(model)) : bundle.zip(), console);
        return OK;
    }

    /** A model may be written as controller:owner/model. */
    private static List<String> names(Optional<String> model) {
        return model.map(name -> List.of(name.split("[:/]", -1))).orElse(List.of());
    }

    /** Returns the request for a CPU profile of the duration. */
    static AgentQuery cpuQuery(String duration) {
        AgentQuery query = CPU_QUERIES.get(duration);
        if (query == null) {
            throw new UsageException("'" + duration + "' is none of 10s, 30s and 60s");
        }
        return query;
    }
}
