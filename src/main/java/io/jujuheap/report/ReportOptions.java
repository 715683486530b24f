// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;

/**
 * The options of a report: those of {@code go tool pprof}, with its names and defaults.
 *
 * @param sampleIndex the sample type to report, by name or by number; empty for the profile's default
 * @param cum whether to sort by cumulative value instead of flat value
 * @param nodeCount the most nodes to list; 0 for all, {@link #REPORT_DEFAULT} for pprof's default for the report
 * @param nodeFraction hide nodes whose cumulative value is below this fraction of the total
 * @param edgeFraction hide edges whose value is below this fraction of the total
 * @param trim whether {@code nodeCount} and the two fractions apply at all
 * @param filters the filters of samples and frames
 * @param tagRoot the keys of labels whose values become the outermost frames, separated by commas; empty for none
 * @param tagLeaf the keys of labels whose values become the innermost frames
 * @param granularity the unit of a row
 * @param noInlines whether inlined functions count as the function they were inlined into
 * @param unit the unit of shown values, such as {@code MB}; {@code minimum} for one that suits the smallest value listed,
 *     {@code auto} for the one that suits each value
 * @param relativePercentages whether percentages are of the filtered profile instead of the whole one
 * @param dropNegative whether to leave out negative values, in a difference of two profiles
 * @param divideBy divide every value by this
 * @param mean whether to divide every value by the first value of its samples (the count), as an average
 */
public record ReportOptions(
        String sampleIndex,
        boolean cum,
        int nodeCount,
        double nodeFraction,
        double edgeFraction,
        boolean trim,
        Filters filters,
        String tagRoot,
        String tagLeaf,
        Granularity granularity,
        boolean noInlines,
        String unit,
        boolean relativePercentages,
        boolean dropNegative,
        double divideBy,
        boolean mean) {

    /** pprof's number of nodes for the report: all for top, 80 for tree. */
    public static final int REPORT_DEFAULT = -1;

    /** pprof's defaults. */
    public static final ReportOptions DEFAULT = new ReportOptions(
            "",
            false,
            REPORT_DEFAULT,
            0.005,
            0.001,
            true,
            Filters.NONE,
            "",
            "",
            Granularity.FUNCTIONS,
            false,
            "minimum",
            false,
            false,
            1,
            false);

    public ReportOptions {
        requireNonNull(sampleIndex, "sampleIndex is null");
        requireNonNull(filters, "filters is null");
        requireNonNull(tagRoot, "tagRoot is null");
        requireNonNull(tagLeaf, "tagLeaf is null");
        requireNonNull(granularity, "granularity is null");
        requireNonNull(unit, "unit is null");
        if (nodeCount < REPORT_DEFAULT) {
            throw new UsageException("nodecount is " + nodeCount + ": give 0 for all nodes, or a positive number");
        }
        requireFraction("nodefraction", nodeFraction);
        requireFraction("edgefraction", edgeFraction);
        if (divideBy == 0 || !Double.isFinite(divideBy)) {
            throw new UsageException("divide_by is " + divideBy + ": give a number that is not 0");
        }
    }

    /** Starts from pprof's defaults. */
    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** Starts from these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns these options with {@code count} as the default number of nodes. */
    ReportOptions withDefaultNodeCount(int count) {
        return nodeCount == REPORT_DEFAULT ? toBuilder().nodeCount(count).build() : this;
    }

    /** Returns the factor of every value. */
    double ratio() {
        return 1 / divideBy;
    }

    private static void requireFraction(String name, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new UsageException(name + " is " + value + ": give a fraction such as 0.005");
        }
    }

    /** Collects options; each method sets the option with its name. Not thread-safe. */
    public static final class Builder {
        private String sampleIndex;
        private boolean cum;
        private int nodeCount;
        private double nodeFraction;
        private double edgeFraction;
        private boolean trim;
        private String focus;
        private String ignore;
        private String hide;
        private String show;
        private String showFrom;
        private String tagFocus;
        private String tagIgnore;
        private String tagRoot;
        private String tagLeaf;
        private Granularity granularity;
        private boolean noInlines;
        private String unit;
        private boolean relativePercentages;
        private boolean dropNegative;
        private double divideBy;
        private boolean mean;

        private Builder(ReportOptions from) {
            sampleIndex = from.sampleIndex;
            cum = from.cum;
            nodeCount = from.nodeCount;
            nodeFraction = from.nodeFraction;
            edgeFraction = from.edgeFraction;
            trim = from.trim;
            focus = from.filters.focus();
            ignore = from.filters.ignore();
            hide = from.filters.hide();
            show = from.filters.show();
            showFrom = from.filters.showFrom();
            tagFocus = from.filters.tagFocus();
            tagIgnore = from.filters.tagIgnore();
            tagRoot = from.tagRoot;
            tagLeaf = from.tagLeaf;
            granularity = from.granularity;
            noInlines = from.noInlines;
            unit = from.unit;
            relativePercentages = from.relativePercentages;
            dropNegative = from.dropNegative;
            divideBy = from.divideBy;
            mean = from.mean;
        }

        public Builder sampleIndex(String value) {
            sampleIndex = value;
            return this;
        }

        public Builder cum(boolean value) {
            cum = value;
            return this;
        }

        public Builder nodeCount(int value) {
            nodeCount = value;
            return this;
        }

        public Builder nodeFraction(double value) {
            nodeFraction = value;
            return this;
        }

        public Builder edgeFraction(double value) {
            edgeFraction = value;
            return this;
        }

        public Builder trim(boolean value) {
            trim = value;
            return this;
        }

        public Builder focus(String value) {
            focus = value;
            return this;
        }

        public Builder ignore(String value) {
            ignore = value;
            return this;
        }

        public Builder hide(String value) {
            hide = value;
            return this;
        }

        public Builder show(String value) {
            show = value;
            return this;
        }

        public Builder showFrom(String value) {
            showFrom = value;
            return this;
        }

        public Builder tagFocus(String value) {
            tagFocus = value;
            return this;
        }

        public Builder tagIgnore(String value) {
            tagIgnore = value;
            return this;
        }

        public Builder tagRoot(String value) {
            tagRoot = value;
            return this;
        }

        public Builder tagLeaf(String value) {
            tagLeaf = value;
            return this;
        }

        public Builder granularity(Granularity value) {
            granularity = value;
            return this;
        }

        public Builder noInlines(boolean value) {
            noInlines = value;
            return this;
        }

        public Builder unit(String value) {
            unit = value;
            return this;
        }

        public Builder relativePercentages(boolean value) {
            relativePercentages = value;
            return this;
        }

        public Builder dropNegative(boolean value) {
            dropNegative = value;
            return this;
        }

        public Builder divideBy(double value) {
            divideBy = value;
            return this;
        }

        public Builder mean(boolean value) {
            mean = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws UsageException when a number is out of range
         */
        public ReportOptions build() {
            return new ReportOptions(
                    sampleIndex,
                    cum,
                    nodeCount,
                    nodeFraction,
                    edgeFraction,
                    trim,
                    new Filters(focus, ignore, hide, show, showFrom, tagFocus, tagIgnore),
                    tagRoot,
                    tagLeaf,
                    granularity,
                    noInlines,
                    unit,
                    relativePercentages,
                    dropNegative,
                    divideBy,
                    mean);
        }
    }
}
