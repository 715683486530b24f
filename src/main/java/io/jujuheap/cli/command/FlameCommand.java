// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.render.FlameGraphView;
import io.jujuheap.render.FlamePage;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.ReportOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code flame}: flame graphs of all sample types as one HTML file. */
public final class FlameCommand implements Command {
    private static final Pattern PICTURE = Pattern.compile(".*\\.(svg|png|jpe?g|pdf)");
    private static final Opt OUTPUT = OutputFile.option("FILE.html");

    @Override
    public CommandSpec spec() {
        List<Opt> options = new ArrayList<>(List.of(OUTPUT));
        options.addAll(ReportArguments.FILTERS);
        options.addAll(SourceArguments.ALL);
        return new CommandSpec(
                "flame",
                "[BASE] TARGET",
                "a flame graph as one HTML file; with BASE, of the growth",
                "Writes one HTML file that needs no network: a flame graph with search and zoom for each sample type, and a table."
                        + " With BASE it is coloured by growth: red grew, blue shrank.",
                options,
                List.of(
                        new Example("juju-heap flame machine-0 -o heap.html", "of the agent on this machine"),
                        new Example(
                                "juju-heap flame heap_profile.01 heap_profile.02 -o growth.html",
                                "what grew from the first file to the second")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> sources = arguments.operands(1, 2, "a source, or two, BASE and TARGET");
        OutputFile output = OutputFile.of(arguments, OUTPUT);
        if (PICTURE.matcher(output.name()).matches()) {
            throw new UsageException("a flame graph is an HTML page: name it with .html, not " + output.name());
        }
        ReportOptions options = ReportArguments.of(arguments);
        ProfileLoader loader = ProfileLoader.of(arguments, console);
        Optional<Profile> base = sources.size() > 1 ? Optional.of(loader.load(sources.get(0))) : Optional.empty();
        String name = sources.get(sources.size() - 1);
        Profile target = loader.load(name);
        base.ifPresent(earlier -> ProfileLoader.warnOfWrongOrder(earlier, target, "flame", console));
        String title = base.isPresent() ? name + " over " + sources.get(0) : name;
        byte[] html = FlamePage.html(title, about(target, base), graphs(target, base, options))
                .getBytes(StandardCharsets.UTF_8);
        output.write(html, console);
        return OK;
    }

    /** One graph for each sample type, the one asked for, or the profile's own default, first. */
    private static List<FlameGraph> graphs(Profile target, Optional<Profile> base, ReportOptions options) {
        FlameGraph first = graph(target, base, options);
        List<FlameGraph> graphs = new ArrayList<>(List.of(first));
        for (SampleType type : target.sampleTypes()) {
            if (!type.type().equals(first.legend().sampleType())) {
                graphs.add(graph(
                        target,
                        base,
                        options.toBuilder().sampleIndex(type.type()).build()));
            }
        }
        return graphs;
    }

    private static FlameGraph graph(Profile target, Optional<Profile> base, ReportOptions options) {
        return base.map(earlier -> FlameGraph.difference(earlier, target, options, FlameGraphView.MAX_NODES))
                .orElseGet(() -> FlameGraph.of(target, options, FlameGraphView.MAX_NODES));
    }

    private static Map<String, String> about(Profile target, Optional<Profile> base) {
        Map<String, String> facts = new LinkedHashMap<>();
        taken(target).ifPresent(time -> facts.put("Taken", time));
        base.flatMap(FlameCommand::taken).ifPresent(time -> facts.put("Base taken", time));
        facts.put("Samples", String.valueOf(target.samples().count()));
        facts.put(
                "Sampled every",
                target.info().period() + " " + target.info().periodType().unit());
        if (!target.mappings().isEmpty() && !target.mappings().get(0).filename().isEmpty()) {
            facts.put("Program", target.mappings().get(0).filename());
            facts.put("Build ID", target.mappings().get(0).buildId());
        }
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static Optional<String> taken(Profile profile) {
        long nanos = profile.info().timeNanos();
        return nanos == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(0, nanos).toString());
    }
}
