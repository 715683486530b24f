// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.charm.tool.JsonObject;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.leak.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts on an agent's call sites, worst first.
 *
 * @param agent its tag
 * @param snapshots how many profiles they rest on
 * @param sites one row each
 * @param explanation what was found, in a few sentences
 */
record LeakTable(String agent, long snapshots, List<Site> sites, String explanation) {
    private static final String LEAK = Verdict.LEAK.word();

    private static final List<String> HEADINGS =
            List.of("VERDICT", "IN-USE", "GROWTH/H", "RANGE/H", "FREED", "SHARE", "FUNCTION");

    /**
     * One call site.
     *
     * @param verdict {@code leak}, {@code growing cache}, {@code load}, {@code noise}, {@code profiler}
     * @param inuseBytes what it holds now
     * @param slope bytes per hour
     * @param slopeLow the lower end of the interval that holds the slope at 95 %
     * @param slopeHigh its upper end
     * @param freedRatio how much of what it allocated was freed, 0 to 1
     * @param growthShare its part of all growth, 0 to 1
     */
    record Site(
            String function,
            String verdict,
            long inuseBytes,
            double slope,
            double slopeLow,
            double slopeHigh,
            double freedRatio,
            double growthShare) {

        static Site of(JsonObject site) {
            return new Site(
                    site.text("function").orElse(""),
                    site.text("verdict").orElse(""),
                    site.number("inuseBytes").orElse(0L),
                    site.real("slopeBytesPerHour").orElse(0.0),
                    site.real("slopeLow").orElse(0.0),
                    site.real("slopeHigh").orElse(0.0),
                    site.real("freedRatio").orElse(0.0),
                    site.real("growthShare").orElse(0.0));
        }

        static Site of(SiteVerdict site) {
            return new Site(
                    site.function(),
                    site.verdict().word(),
                    site.inuseBytes(),
                    site.slopeBytesPerHour(),
                    site.slopeLow(),
                    site.slopeHigh(),
                    site.freedRatio(),
                    site.growthShare());
        }

        List<String> cells() {
            return List.of(
                    verdict,
                    Texts.bytes(inuseBytes),
                    Texts.change(Math.round(slope)),
                    Texts.change(Math.round(slopeLow)) + " to " + Texts.change(Math.round(slopeHigh)),
                    Texts.percent(freedRatio),
                    Texts.percent(growthShare),
                    function);
        }
    }

    LeakTable {
        sites = List.copyOf(sites);
    }

    /** As the service answers. */
    static LeakTable of(JsonObject leaks) {
        return new LeakTable(
                leaks.text("agent").orElse(""),
                leaks.number("snapshots").orElse(0L),
                leaks.objects("sites").stream().map(Site::of).toList(),
                leaks.text("explanation").orElse(""));
    }

    static LeakTable of(LeakReport report) {
        return new LeakTable(
                report.agent(),
                report.snapshots(),
                report.sites().stream().map(Site::of).toList(),
                report.explanation());
    }

    /** How many call sites leak. */
    long leaks() {
        return sites.stream().filter(site -> site.verdict().equals(LEAK)).count();
    }

    /** The first rows. */
    String text(int rows) {
        List<List<String>> table = new ArrayList<>(List.of(HEADINGS));
        sites.stream().limit(rows).map(Site::cells).forEach(table::add);
        return Texts.table(table);
    }
}
