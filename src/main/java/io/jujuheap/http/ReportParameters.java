// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.io.Printable;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.render.DiffView;
import io.jujuheap.render.FlameGraphView;
import io.jujuheap.render.FunctionStacksView;
import io.jujuheap.render.TopView;
import io.jujuheap.render.TreeView;
import io.jujuheap.report.DiffReport;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.FunctionStacks;
import io.jujuheap.report.Granularity;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.report.Tree;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parameters of a report.
 *
 * @param type the sample type, which tells the kind of profile as well
 * @param rows how many rows
 * @param cum whether to order by cumulative value
 * @param focus regular expression of functions to look at, empty for all
 * @param ignore regular expression of functions to leave out, empty for none
 * @param hide regular expression of functions whose frames to leave out, empty for none
 * @param granularity what one row or frame stands for
 * @param look which part of a flame graph to draw, and what to search for in it
 */
record ReportParameters(
        String type,
        int rows,
        boolean cum,
        String focus,
        String ignore,
        String hide,
        Granularity granularity,
        FlameGraph.Look look) {
    private static final List<String> HEAP_TYPES =
            List.of("inuse_space", "inuse_objects", "alloc_space", "alloc_objects");
    private static final List<String> TYPES = Stream.concat(
                    HEAP_TYPES.stream(), Stream.of(ProfileKind.GOROUTINE.word()))
            .toList();
    private static final List<String> GRANULARITIES = Stream.of(Granularity.FUNCTIONS, Granularity.PACKAGES)
            .map(Granularity::toString)
            .toList();
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_PATTERN = 1000;

    static ReportParameters of(Parameters parameters, int rows) {
        return of(parameters, rows, TYPES);
    }

    /** Reads the parameters of a report that is about the heap only. */
    static ReportParameters ofHeap(Parameters parameters, int rows) {
        return of(parameters, rows, HEAP_TYPES);
    }

    private static ReportParameters of(Parameters parameters, int rows, List<String> types) {
        return new ReportParameters(
                parameters.oneOf("type", types).orElse(types.get(0)),
                parameters.number("n", rows, 1, MAX_ROWS),
                parameters.flag("cum"),
                pattern(parameters, "focus"),
                pattern(parameters, "ignore"),
                pattern(parameters, "hide"),
                Granularity.named(parameters.oneOf("granularity", GRANULARITIES).orElse(GRANULARITIES.get(0))),
                new FlameGraph.Look(parameters.text("root").orElse(""), pattern(parameters, "search")));
    }

    private static String pattern(Parameters parameters, String name) {
        String pattern = parameters.text(name).orElse("");
        if (pattern.length() > MAX_PATTERN) {
            throw Problem.exception(400, "The parameter " + name + " has at most " + MAX_PATTERN + " characters.");
        }
        return pattern;
    }

    /** Returns the kind of profile that has the sample type. */
    ProfileKind kind() {
        return ProfileKind.ofWord(type);
    }

    /** The functions of a profile. */
    TopView top(ProfileCapture capture) {
        return TopView.of(ProfileLookup.about(capture), Top.of(capture.profile(), options()));
    }

    /** The growth of one profile over another. */
    DiffView diff(ProfileCapture base, ProfileCapture target, List<Instant> restarts) {
        return DiffView.of(
                ProfileLookup.about(base),
                ProfileLookup.about(target),
                restarts,
                DiffReport.of(base.profile(), target.profile(), options()),
                base.partGrowth(target));
    }

    /** Returns a function of a profile with its callers and callees. */
    TreeView callers(ProfileCapture capture, String function) {
        return TreeView.of(ProfileLookup.about(capture), around(capture.profile(), function));
    }

    /** Returns how a function grew over a base, and through which calls. */
    TreeView callers(ProfileCapture base, ProfileCapture target, List<Instant> restarts, String function) {
        Profile growth = Profiles.subtract(target.profile(), base.profile(), Matching.AUTOMATIC);
        return TreeView.of(ProfileLookup.about(target), ProfileLookup.about(base), restarts, around(growth, function));
    }

    private Tree around(Profile profile, String function) {
        Tree tree = Tree.around(profile, options(), function);
        if (tree.nodes().isEmpty()) {
            throw unknown(function);
        }
        return tree;
    }

    private static RuntimeException unknown(String function) {
        return Problem.exception(
                404,
                "No stack of this profile has the function " + Printable.unicode(function)
                        + ": give its whole name, as /api/v1/top has it.");
    }

    /** Returns the stacks through a function, with file and line. */
    FunctionStacksView stacks(ProfileCapture capture, String function) {
        FunctionStacks stacks = FunctionStacks.of(capture.profile(), options(), function, rows);
        if (stacks.count() == 0) {
            throw unknown(function);
        }
        return FunctionStacksView.of(ProfileLookup.about(capture), stacks);
    }

    /** The call tree of a profile. */
    FlameGraphView flameGraph(ProfileCapture capture) {
        return FlameGraphView.of(
                ProfileLookup.about(capture),
                FlameGraph.of(capture.profile(), options(), FlameGraphView.MAX_NODES, look));
    }

    /** The call tree of a profile and of what it is compared with. */
    FlameGraphView flameGraph(ProfileCapture base, ProfileCapture target, List<Instant> restarts) {
        return FlameGraphView.of(
                ProfileLookup.about(target),
                ProfileLookup.about(base),
                restarts,
                FlameGraph.difference(base.profile(), target.profile(), options(), FlameGraphView.MAX_NODES, look));
    }

    /** Options of a report: nothing is trimmed but the number of rows, as a program can leave out what it does not want. */
    ReportOptions options() {
        return ReportOptions.builder()
                .sampleIndex(type)
                .cum(cum)
                .nodeCount(rows)
                .nodeFraction(0)
                .edgeFraction(0)
                .focus(focus)
                .ignore(ignore)
                .hide(hide)
                .granularity(granularity)
                .build();
    }
}
