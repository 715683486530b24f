// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.FigureColumns;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.NumberedFunctions;
import io.jujuheap.leak.summary.NumberedSites;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Summaries of profiles that are told by the figures of their call sites. */
public final class TestSummary {
    private TestSummary() {}

    /** Each call site is one location, in which all but its last function were inlined. */
    public static ProfileSummary of(SnapshotInfo info, Map<CallSite, Figures> figuresOfSites) {
        List<Location> locations = new ArrayList<>();
        Samples.Builder samples = new Samples.Builder(1, figuresOfSites.size(), figuresOfSites.size());
        for (CallSite site : figuresOfSites.keySet()) {
            samples.location(locations.size());
            samples.end(Samples.NO_LABELS);
            List<Line> lines = site.stack().stream()
                    .map(name -> new Line(new Function(name, name, "", 0), 0, 0))
                    .toList();
            locations.add(new Location(Mapping.NONE, locations.size() + 1, lines, false));
        }
        NumberedFunctions functions = NumberedFunctions.of(locations, name -> name);
        NumberedSites sites = new NumberedSites(samples.build(), functions);
        FigureColumns figures = new FigureColumns(sites.count());
        int sample = 0;
        for (Figures each : figuresOfSites.values()) {
            figures.add(sites.ofSample(sample++), each);
        }
        return new Summarizer().summary(info, functions, sites, figures);
    }
}
