// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a profile that trends and leak analysis need: its sums, and the {@link Figures} of the functions and of
 * the stacks with most memory in use. The rest of a profile is a long tail that no report shows. Without it, a month of
 * summaries is small enough to be read for each request. Immutable.
 */
public final class ProfileSummary {
    /** The most functions. One that matters has at least a hundredth of the memory in use, so there are at most a hundred. */
    public static final int FUNCTIONS = 100;

    /** The most stacks. They show which caller leaks through a common helper; one that matters is among the largest, too. */
    public static final int STACKS = 100;

    private final SnapshotInfo info;
    private final Figures total;
    private final Map<String, Figures> functions;
    private final Map<CallSite, Figures> stacks;

    /**
     * Creates a summary. It keeps the maps, which the caller must not change afterwards.
     *
     * @param info when the profile was taken, and of which process
     * @param total the sum over all call sites
     * @param functions the largest
     * @param stacks the largest of theirs
     */
    ProfileSummary(SnapshotInfo info, Figures total, Map<String, Figures> functions, Map<CallSite, Figures> stacks) {
        this.info = requireNonNull(info, "info is null");
        this.total = requireNonNull(total, "total is null");
        this.functions = Collections.unmodifiableMap(functions);
        this.stacks = Collections.unmodifiableMap(stacks);
    }

    /** Returns this summary in a store's segment of that number. */
    public ProfileSummary inSegment(long number) {
        SnapshotInfo numbered = info.withProcess(info.process().inSegment(number));
        return new ProfileSummary(numbered, total, functions, stacks);
    }

    /** Returns when the profile was taken, and of which process. */
    public SnapshotInfo info() {
        return info;
    }

    /** Returns the sum over all call sites. */
    public Figures total() {
        return total;
    }

    /** Returns the functions with most memory in use, as {@link CallSite#function} names them. */
    public Map<String, Figures> functions() {
        return functions;
    }

    /** Returns the stacks with most memory in use. */
    public Map<CallSite, Figures> stacks() {
        return stacks;
    }

    /** Returns the figures of a function; empty when it is in the tail that was cut off. */
    public Optional<Figures> ofFunction(String function) {
        return Optional.ofNullable(functions.getOrDefault(function, hasAllFunctions() ? Figures.NONE : null));
    }

    /** Returns the figures of a stack; empty when it is in the tail that was cut off. */
    public Optional<Figures> ofStack(CallSite stack) {
        boolean hasAll = hasAllFunctions() && stacks.size() < STACKS;
        return Optional.ofNullable(stacks.getOrDefault(stack, hasAll ? Figures.NONE : null));
    }

    /** Returns whether nothing was cut off, so that an absent function has never allocated. */
    private boolean hasAllFunctions() {
        return functions.size() < FUNCTIONS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileSummary that && info.equals(that.info) && isOfSameHeap(that);
    }

    /** Returns whether the other summary has the same figures, even if it was taken at another moment. */
    public boolean isOfSameHeap(ProfileSummary that) {
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
