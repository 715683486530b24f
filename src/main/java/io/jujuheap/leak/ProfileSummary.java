// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What trends and leak analysis need of a profile: its sums, and the {@link Figures} of the functions and of the stacks
 * with most memory in use. The rest of a profile is a long tail that nobody looks at; without it a month of summaries is
 * small enough to be read for each question. Immutable.
 */
public final class ProfileSummary {
    /** A function that matters has one hundredth of the memory in use, so at no time are there more than a hundred. */
    static final int FUNCTIONS = 100;

    /** Stacks say who leaks through a busy helper; one that matters is among the largest, too. */
    static final int STACKS = 100;

    private final SnapshotInfo info;
    private final Figures total;
    private final Map<String, Figures> functions;
    private final Map<CallSite, Figures> stacks;

    private ProfileSummary(
            SnapshotInfo info, Figures total, Map<String, Figures> functions, Map<CallSite, Figures> stacks) {
        this.info = requireNonNull(info, "info is null");
        this.total = requireNonNull(total, "total is null");
        this.functions = Collections.unmodifiableMap(functions);
        this.stacks = Collections.unmodifiableMap(stacks);
    }

    /**
     * A summary of a whole profile.
     *
     * @param info when and of what
     * @param sites the figures of each call site
     */
    public static ProfileSummary of(SnapshotInfo info, Map<CallSite, Figures> sites) {
        Map<String, Figures> functions = new HashMap<>();
        sites.forEach((site, figures) -> functions.merge(site.function(), figures, Figures::plus));
        Map<String, Figures> kept = largest(functions, Comparator.naturalOrder(), FUNCTIONS);
        Map<CallSite, Figures> stacks = new HashMap<>(sites);
        stacks.keySet().removeIf(site -> !kept.containsKey(site.function()));
        return new ProfileSummary(
                info,
                Figures.sum(sites.values()),
                kept,
                largest(stacks, Comparator.comparingLong(CallSite::id), STACKS));
    }

    private static <K> Map<K, Figures> largest(Map<K, Figures> all, Comparator<K> order, int atMost) {
        Comparator<Map.Entry<K, Figures>> largestFirst = Comparator.comparing(
                        (Map.Entry<K, Figures> entry) -> entry.getValue().inuseBytes())
                .thenComparing(entry -> entry.getValue().allocBytes())
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(order));
        Map<K, Figures> largest = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(largestFirst)
                .limit(atMost)
                .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
        return largest;
    }

    /** A summary of parts that another had; takes the maps over. */
    static ProfileSummary ofParts(
            SnapshotInfo info, Figures total, Map<String, Figures> functions, Map<CallSite, Figures> stacks) {
        return new ProfileSummary(info, total, functions, stacks);
    }

    /** When the profile was taken, and of what. */
    public SnapshotInfo info() {
        return info;
    }

    /** The sum over all call sites. */
    public Figures total() {
        return total;
    }

    /** The functions with most memory in use, as {@link CallSite#function} names them. */
    public Map<String, Figures> functions() {
        return functions;
    }

    /** The stacks with most memory in use. */
    Map<CallSite, Figures> stacks() {
        return stacks;
    }

    /** What there is to say of a function: empty where it is in the tail that was cut off. */
    Optional<Figures> ofFunction(String function) {
        return Optional.ofNullable(functions.getOrDefault(function, hasAllFunctions() ? Figures.NONE : null));
    }

    /** What there is to say of a stack: empty where it is in the tail that was cut off. */
    Optional<Figures> ofStack(CallSite stack) {
        boolean hasAll = hasAllFunctions() && stacks.size() < STACKS;
        return Optional.ofNullable(stacks.getOrDefault(stack, hasAll ? Figures.NONE : null));
    }

    /** Whether nothing was cut off, so that what is absent had never allocated. */
    private boolean hasAllFunctions() {
        return functions.size() < FUNCTIONS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileSummary that && info.equals(that.info) && isOfSameHeap(that);
    }

    /** Whether it says the same, be it of another moment. */
    boolean isOfSameHeap(ProfileSummary that) {
        return total.equals(that.total) && functions.equals(that.functions) && stacks.equals(that.stacks);
    }

    @Override
    public int hashCode() {
        return 31 * info.hashCode() + total.hashCode();
    }

    @Override
    public String toString() {
        return "ProfileSummary[" + info + ", total=" + total + "]";
    }
}
