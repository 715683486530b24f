// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.source.Source;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import io.jujuheap.memory.PartGrowth;
import io.jujuheap.memory.PartSizes;
import io.jujuheap.memory.ResidentMemory;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.report.DiffReport;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code diff}: growth from one profile to another. */
public final class DiffCommand implements Command {
    private static final Opt RELATIVE_TO_BASE =
            Opt.flag("relative-to-base", "as go tool pprof -diff_base -top: percentages of the base");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "diff",
                "BASE TARGET",
                "what grew from one profile to another",
                "Lists functions by how much more memory they hold in TARGET than in BASE, with their share of all growth. Text"
                        + " and protobuf may be mixed, and the profiles may be of different versions of the agent. The site"
                        + " that allocates is named, which need not be the one that keeps. Of two whole texts the parts of"
                        + " memory that Go tells are compared too.",
                Opt.joined(ReportArguments.ALL, List.of(RELATIVE_TO_BASE), ReportOutput.OPTIONS, SourceArguments.ALL),
                List.of(
                        new Example(
                                "juju-heap diff heap_profile.01 heap_profile.02",
                                "two files that juju_heap_profile wrote, a day apart"),
                        new Example(
                                "juju-heap diff heap_profile.01 juju:0",
                                "a file against the agent of machine 0, now")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> sources = arguments.operands(2, Integer.MAX_VALUE, "two sources, BASE and TARGET");
        if (sources.size() > 2) {
            throw new UsageException("diff compares two profiles, not " + sources.size() + "; juju-heap top "
                    + String.join(" ", sources) + " --by-source puts them beside each other");
        }
        ReportOptions options = ReportArguments.of(arguments);
        ReportOutput output = ReportOutput.of(arguments);
        ProfileLoader loader = ProfileLoader.of(arguments, console);
        boolean areAgents = areTwoAgents(sources);
        List<Profile> profiles =
                areAgents ? List.copyOf(loader.loadAtOnce(sources).values()) : loader.loadAll(sources);
        Profile base = profiles.get(0);
        Profile target = profiles.get(1);
        if (!areAgents) {
            ProfileLoader.warnOfWrongOrder(base, target, "diff", console);
        }
        PrintableReport report = arguments.has(RELATIVE_TO_BASE)
                ? PrintableReport.of(Top.of(Profiles.relateToBase(target, base, Matching.AUTOMATIC), options))
                : PrintableReport.of(DiffReport.of(base, target, options), memory(base, target));
        output.write(report, console);
        return OK;
    }

    /** Returns whether two agents are compared at the same time, instead of one agent at two times. */
    private static boolean areTwoAgents(List<String> sources) {
        Stream<String> agents =
                sources.stream().distinct().filter(word -> Source.parse(word).isAgent());
        return agents.count() == 2;
    }

    /** Returns the growth of the parts of memory, if both profiles are texts that end with the memory statistics. */
    private static List<PartGrowth> memory(Profile base, Profile target) {
        Optional<PartSizes> before = ResidentMemory.ofText(base).map(PartSizes::of);
        Optional<PartSizes> after = ResidentMemory.ofText(target).map(PartSizes::of);
        return before.isPresent() && after.isPresent() ? PartGrowth.between(before.get(), after.get()) : List.of();
    }
}
