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
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.report.BySource;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.report.Traces;
import io.jujuheap.report.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code top}, {@code tree}, {@code peek} and {@code traces}: a report of one profile, of several merged, or of growth over
 * a base.
 */
public final class ReportCommand implements Command {
    private static final Opt BASE = Opt.value("base", "SOURCE", "subtract this profile: show growth since");
    private static final Opt DIFF_BASE =
            Opt.value("diff-base", "SOURCE", "as --base, with percentages of the base instead of the growth");
    private static final Opt BY_SOURCE = Opt.flag(
            "by-source", "put several agents of one moment beside each other: which is the outlier, and where");
    private static final Opt NORMALIZE = Opt.flag("normalize", "scale the profile to the total of the base first");

    /** Makes a report of a profile. */
    @FunctionalInterface
    private interface Report {
        PrintableReport of(Profile profile, ReportOptions options, List<String> operands) throws FailureException;
    }

    private final CommandSpec spec;
    private final boolean takesRegex;
    private final Report report;

    private ReportCommand(CommandSpec spec, boolean takesRegex, Report report) {
        this.spec = spec;
        this.takesRegex = takesRegex;
        this.report = report;
    }

    /** {@code top}: the functions with the largest values. */
    public static Command top() {
        return new ReportCommand(
                spec(
                        List.of(BY_SOURCE),
                        "top",
                        "SOURCE…",
                        "the functions that hold the most memory",
                        "Lists functions by the memory they hold, as go tool pprof -top: flat is what a function allocated"
                                + " itself, cum what it and its callees allocated. Several sources are added up.",
                        new Example("juju-heap top machine-0", "of the agent on this machine, now"),
                        new Example(
                                "juju-heap top heap_profile.02 --base heap_profile.01",
                                "what grew between two files that juju_heap_profile wrote"),
                        new Example("juju-heap top juju:0 juju:1 juju:2 --by-source", "which controller differs")),
                false,
                (profile, options, operands) -> PrintableReport.of(Top.of(profile, options)));
    }

    /** {@code tree}: callers and callees of each function. */
    public static Command tree() {
        return new ReportCommand(
                spec(
                        List.of(),
                        "tree",
                        "SOURCE…",
                        "each function with its callers and callees",
                        "Lists functions with who calls them and whom they call, as go tool pprof -tree.",
                        new Example("juju-heap tree heap_profile.01", "of a file"),
                        new Example(
                                "juju-heap tree juju:0 --focus apiserver",
                                "of machine 0's agent, through juju ssh: only what goes through the API server")),
                false,
                (profile, options, operands) -> PrintableReport.of(Tree.of(profile, options)));
    }

    /** {@code peek}: callers and callees of the functions that match. */
    public static Command peek() {
        return new ReportCommand(
                spec(
                        List.of(),
                        "peek",
                        "REGEX SOURCE…",
                        "callers and callees of the functions that match",
                        "Lists the functions that match REGEX (RE2 syntax) with who calls them and whom they call, as go tool"
                                + " pprof -peek.",
                        new Example("juju-heap peek 'state..*Get' machine-0", "who opens sessions"),
                        new Example("juju-heap peek json\\. heap.pb.gz --cum", "everything around JSON")),
                true,
                (profile, options, operands) -> PrintableReport.of(matching(profile, options, operands.get(0))));
    }

    /** {@code traces}: every stack. */
    public static Command traces() {
        return new ReportCommand(
                spec(
                        List.of(),
                        "traces",
                        "SOURCE…",
                        "every stack with its memory",
                        "Lists every sample with its stack, as go tool pprof -traces.",
                        new Example("juju-heap traces heap_profile.01 | less", "page through them"),
                        new Example(
                                "juju-heap traces machine-0 --focus 'state..*open'",
                                "the stacks through one function")),
                false,
                (profile, options, operands) -> PrintableReport.of(Traces.of(profile, options)));
    }

    private static Tree matching(Profile profile, ReportOptions options, String regex) throws FailureException {
        Tree tree = Tree.peek(profile, options, regex);
        if (tree.nodes().isEmpty()) {
            throw new FailureException("nothing in the profile matches \"" + regex + "\"");
        }
        return tree;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> operands = arguments.operands(
                takesRegex ? 2 : 1, Integer.MAX_VALUE, takesRegex ? "a regex and a source" : "a source");
        if (takesRegex) {
            refuseSourceFirst(operands);
        }
        ReportOptions options = ReportArguments.of(arguments);
        ReportOutput output = ReportOutput.of(arguments);
        ProfileLoader loader = ProfileLoader.of(arguments, console);
        List<String> sources = takesRegex ? operands.subList(1, operands.size()) : operands;
        if (arguments.has(BY_SOURCE)) {
            output.write(PrintableReport.of(beside(sources, arguments, console, options)), console);
            return OK;
        }
        Profile profile = grown(Profiles.merge(loader.loadAll(sources), Matching.AUTOMATIC), arguments, loader);
        output.write(report.of(profile, options, operands), console);
        if (!options.cum() && waits(profile)) {
            console.hint("flat is nearly all runtime.gopark, where goroutines wait: --cum shows what waits");
        }
        return OK;
    }

    private static BySource beside(List<String> sources, Arguments arguments, Console console, ReportOptions options)
            throws FailureException {
        if (sources.size() < 2 || new HashSet<>(sources).size() < sources.size()) {
            throw new UsageException("--by-source needs two different sources or more");
        }
        if (arguments.has(BASE) || arguments.has(DIFF_BASE)) {
            throw new UsageException("--by-source compares agents, not times: leave --base out");
        }
        return BySource.of(ProfileLoader.of(arguments, console).loadAtOnce(sources), options);
    }

    /** Refuses a file name in place of the regular expression when no source follows: the arguments were swapped. */
    private static void refuseSourceFirst(List<String> operands) {
        String first = operands.get(0);
        boolean isSwapped = Source.isFile(first) && operands.stream().skip(1).noneMatch(Source::isFile);
        if (isSwapped) {
            throw new UsageException("the regular expression comes first, then the source: juju-heap peek "
                    + operands.get(1) + " " + first);
        }
    }

    private static Profile grown(Profile profile, Arguments arguments, ProfileLoader loader) throws FailureException {
        Optional<String> base = arguments.text(BASE);
        Optional<String> diffBase = arguments.text(DIFF_BASE);
        if (base.isPresent() && diffBase.isPresent()) {
            throw new UsageException("give --base or --diff-base, not both");
        }
        if (base.isEmpty() && diffBase.isEmpty()) {
            return profile;
        }
        Profile before = loader.load(base.or(() -> diffBase).orElseThrow());
        Profile after = arguments.has(NORMALIZE) ? Profiles.normalize(profile, before) : profile;
        return base.isPresent()
                ? Profiles.subtract(after, before, Matching.AUTOMATIC)
                : Profiles.relateToBase(after, before, Matching.AUTOMATIC);
    }

    /** Returns whether it is a profile of goroutines that shows the runtime's own frames. */
    private static boolean waits(Profile profile) {
        return profile.sampleTypes().get(0).type().startsWith("goroutine")
                && profile.locations().stream()
                        .flatMap(location -> location.lines().stream())
                        .anyMatch(line -> line.function().name().equals("runtime.gopark"));
    }

    private static CommandSpec spec(
            List<Opt> own, String name, String operands, String summary, String description, Example... examples) {
        List<Opt> options = Opt.joined(
                own,
                ReportArguments.ALL,
                List.of(BASE, DIFF_BASE, NORMALIZE),
                ReportOutput.OPTIONS,
                SourceArguments.ALL);
        return new CommandSpec(name, operands, summary, description, options, List.of(examples));
    }
}
