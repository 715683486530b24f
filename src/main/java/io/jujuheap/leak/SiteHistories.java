// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProfileSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Collects the histories of the functions and stacks of a segment. */
final class SiteHistories {
    private final Segment segment;
    private final double[] hours;

    private SiteHistories(Segment segment) {
        this.segment = segment;
        this.hours = segment.hours();
    }

    static List<FunctionHistory> of(Segment segment) {
        return new SiteHistories(segment).functions();
    }

    private List<FunctionHistory> functions() {
        Map<String, List<SiteHistory>> stacks = stacks();
        Set<String> names = new LinkedHashSet<>();
        segment.epochs().forEach(epoch -> names.addAll(epoch.functions().keySet()));
        List<FunctionHistory> functions = new ArrayList<>();
        for (String name : names) {
            FunctionHistory function = function(name, stacks.getOrDefault(name, List.of()));
            if (function.whole().wasInUse()) {
                functions.add(function);
            }
        }
        return functions;
    }

    private Map<String, List<SiteHistory>> stacks() {
        Set<CallSite> sites = new LinkedHashSet<>();
        segment.epochs().forEach(epoch -> sites.addAll(epoch.stacks().keySet()));
        Map<String, List<SiteHistory>> byFunction = new HashMap<>();
        for (CallSite site : sites) {
            byFunction
                    .computeIfAbsent(site.function(), key -> new ArrayList<>())
                    .add(history(site, epoch -> epoch.ofStack(site)));
        }
        return byFunction;
    }

    private FunctionHistory function(String name, List<SiteHistory> stacks) {
        Optional<SiteHistory> leading =
                stacks.stream().max(Comparator.comparingDouble(SiteHistory::lastingGrowthBytes));
        CallSite site = leading.map(SiteHistory::site).orElseGet(() -> CallSite.ofFunction(name));
        SiteHistory whole = history(site, epoch -> epoch.ofFunction(name));
        return new FunctionHistory(
                name, whole, leading.filter(stack -> !stack.last().equals(whole.last())));
    }

    private SiteHistory history(CallSite site, Function<ProfileSummary, Optional<Figures>> figures) {
        List<Optional<Figures>> known = segment.epochs().stream().map(figures).toList();
        return new SiteHistory(site, hours, filled(known), segment.samplingPeriodBytes());
    }

    /**
     * Returns the figures of each epoch. Where they are unknown because they were too small to be kept, nothing is taken to be
     * in use, and nothing to have been allocated in between.
     */
    private static Figures[] filled(List<Optional<Figures>> known) {
        Figures before = known.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(Figures::beforeLive)
                .orElse(Figures.NONE);
        Figures[] row = new Figures[known.size()];
        for (int epoch = 0; epoch < row.length; epoch++) {
            row[epoch] = known.get(epoch).orElse(before);
            before = row[epoch].afterLive();
        }
        return row;
    }
}
