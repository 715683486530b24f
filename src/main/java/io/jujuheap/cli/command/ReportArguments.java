// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.io.UsageException;
import io.jujuheap.report.Granularity;
import io.jujuheap.report.ReportOptions;
import java.util.List;

/** The options that every report shares: pprof's names in GNU form. */
final class ReportArguments {
    static final Opt SAMPLE_INDEX = Opt.value(
                    "sample-index",
                    "TYPE",
                    "what to count: inuse_space, inuse_objects, alloc_space, alloc_objects, or a number; default: as the profile"
                            + " says, inuse_space for a heap")
            .in(Opt.Group.ROWS)
            .oneOf(List.of("inuse_space", "inuse_objects", "alloc_space", "alloc_objects"));
    static final Opt CUM = Opt.flag("cum", "order by what a function and its callees hold together")
            .in(Opt.Group.ROWS);
    static final Opt NODECOUNT = Opt.value("nodecount", "N", "list at most N nodes; 0 for all")
            .in(Opt.Group.FILTERS)
            .letter('n');
    static final Opt NODEFRACTION = Opt.value(
                    "nodefraction", "F", "hide nodes below this fraction of the total; default 0.005")
            .in(Opt.Group.FILTERS);
    static final Opt EDGEFRACTION = Opt.value(
                    "edgefraction", "F", "hide edges below this fraction of the total; default 0.001")
            .in(Opt.Group.FILTERS);
    static final Opt NO_TRIM =
            Opt.flag("no-trim", "hide nothing, however small").in(Opt.Group.FILTERS);
    static final Opt FOCUS = Opt.value("focus", "REGEX", "only samples that go through a matching function or file")
            .in(Opt.Group.FILTERS);
    static final Opt IGNORE = Opt.value(
                    "ignore", "REGEX", "without samples that go through a matching function or file")
            .in(Opt.Group.FILTERS);
    static final Opt HIDE = Opt.value("hide", "REGEX", "leave matching functions out of the stacks")
            .in(Opt.Group.FILTERS);
    static final Opt SHOW = Opt.value("show", "REGEX", "leave all but matching functions out of the stacks")
            .in(Opt.Group.FILTERS);
    static final Opt SHOW_FROM = Opt.value("show-from", "REGEX", "leave out what is above the first match")
            .in(Opt.Group.FILTERS);
    static final Opt TAGFOCUS = Opt.value(
                    "tagfocus",
                    "LABEL",
                    "only samples with such a label: a size of objects, as 64kb: or 1kb:2mb, or of goroutines state=chan or"
                            + " wait_minutes=5min:")
            .in(Opt.Group.FILTERS);
    static final Opt TAGIGNORE =
            Opt.value("tagignore", "LABEL", "without samples with such a label").in(Opt.Group.FILTERS);
    static final Opt TAGROOT = Opt.value(
                    "tagroot",
                    "KEYS",
                    "put the values of these labels under the stacks, such as state or created_by of goroutines")
            .in(Opt.Group.ROWS);
    static final Opt TAGLEAF = Opt.value(
                    "tagleaf", "KEYS", "put the values of these labels on top of the stacks: counts by them")
            .in(Opt.Group.ROWS);
    static final Opt GRANULARITY = Opt.value(
                    "granularity",
                    "WHAT",
                    "one row for each of functions, filefunctions, files, lines, addresses or packages")
            .in(Opt.Group.ROWS)
            .oneOf(Granularity.names());
    static final Opt NOINLINES =
            Opt.flag("noinlines", "count inlined functions as their callers").in(Opt.Group.ROWS);
    static final Opt UNIT = Opt.value("unit", "UNIT", "show sizes in this unit, such as MB; default: one that suits")
            .in(Opt.Group.ROWS);
    static final Opt DIVIDE_BY =
            Opt.value("divide-by", "N", "divide all numbers by N").in(Opt.Group.ROWS);
    static final Opt DROP_NEGATIVE =
            Opt.flag("drop-negative", "leave out what shrank").in(Opt.Group.FILTERS);
    static final Opt RELATIVE_PERCENTAGES = Opt.flag(
                    "relative-percentages", "percentages of what the filters leave, not of the whole profile")
            .in(Opt.Group.ROWS);

    /** The options that select samples; flame graphs have them, too. */
    static final List<Opt> FILTERS = List.of(
            SAMPLE_INDEX,
            FOCUS,
            IGNORE,
            HIDE,
            SHOW,
            SHOW_FROM,
            TAGFOCUS,
            TAGIGNORE,
            TAGROOT,
            TAGLEAF,
            GRANULARITY,
            NOINLINES);

    /** All of these options, in the order of help. */
    static final List<Opt> ALL = List.of(
            NODECOUNT,
            NODEFRACTION,
            EDGEFRACTION,
            NO_TRIM,
            FOCUS,
            IGNORE,
            HIDE,
            SHOW,
            SHOW_FROM,
            TAGFOCUS,
            TAGIGNORE,
            DROP_NEGATIVE,
            SAMPLE_INDEX,
            CUM,
            GRANULARITY,
            NOINLINES,
            TAGROOT,
            TAGLEAF,
            UNIT,
            DIVIDE_BY,
            RELATIVE_PERCENTAGES);

    private ReportArguments() {}

    /**
     * Returns the report options of a command line, with pprof's defaults.
     *
     * @throws UsageException when a value is invalid
     */
    static ReportOptions of(Arguments arguments) {
        ReportOptions.Builder options = ReportOptions.builder()
                .cum(arguments.has(CUM))
                .trim(!arguments.has(NO_TRIM))
                .noInlines(arguments.has(NOINLINES))
                .dropNegative(arguments.has(DROP_NEGATIVE))
                .relativePercentages(arguments.has(RELATIVE_PERCENTAGES));
        arguments.text(SAMPLE_INDEX).ifPresent(options::sampleIndex);
        arguments.integer(NODECOUNT).ifPresent(options::nodeCount);
        arguments.decimal(NODEFRACTION).ifPresent(options::nodeFraction);
        arguments.decimal(EDGEFRACTION).ifPresent(options::edgeFraction);
        arguments.text(FOCUS).ifPresent(options::focus);
        arguments.text(IGNORE).ifPresent(options::ignore);
        arguments.text(HIDE).ifPresent(options::hide);
        arguments.text(SHOW).ifPresent(options::show);
        arguments.text(SHOW_FROM).ifPresent(options::showFrom);
        arguments.text(TAGFOCUS).ifPresent(options::tagFocus);
        arguments.text(TAGIGNORE).ifPresent(options::tagIgnore);
        arguments.text(TAGROOT).ifPresent(options::tagRoot);
        arguments.text(TAGLEAF).ifPresent(options::tagLeaf);
        arguments.text(GRANULARITY).map(Granularity::named).ifPresent(options::granularity);
        arguments.text(UNIT).ifPresent(options::unit);
        arguments.decimal(DIVIDE_BY).ifPresent(options::divideBy);
        return options.build();
    }
}
