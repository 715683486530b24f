// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Saturating;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What trends and leak analysis need of a profile: the {@link Figures} of each call site. Summaries that come from one
 * {@link Summarizer} or {@link SummaryLog} share their call sites. Immutable.
 */
public final class ProfileSummary {
    private final SnapshotInfo info;
    private final List<CallSite> sites;
    private final List<Figures> figures;

    /** Takes over two lists of equal length that nobody will change; figures of {@link Figures#NONE} stand for no site. */
    ProfileSummary(SnapshotInfo info, List<CallSite> sites, List<Figures> figures) {
        this.info = requireNonNull(info, "info is null");
        this.sites = sites;
        this.figures = figures;
    }

    /**
     * A summary of the given call sites.
     *
     * @param info when and of what
     * @param sites the figures of each call site
     */
    public static ProfileSummary of(SnapshotInfo info, Map<CallSite, Figures> sites) {
        return new ProfileSummary(info, List.copyOf(sites.keySet()), List.copyOf(sites.values()));
    }

    /** When the profile was taken, and of what. */
    public SnapshotInfo info() {
        return info;
    }

    /** Hands over each call site that was ever sampled in the process, with its figures. */
    public void forEach(BiConsumer<CallSite, Figures> action) {
        for (int i = 0; i < sites.size(); i++) {
            if (!figures.get(i).isNone()) {
                action.accept(sites.get(i), figures.get(i));
            }
        }
    }

    /** The sum over all call sites. */
    public Figures total() {
        return Figures.sum(figures);
    }

    /** The functions with most memory in use, as {@link CallSite#function} names them, largest first. */
    public List<String> largestFunctions(int atMost) {
        Map<String, Long> bytes = new HashMap<>();
        forEach((site, of) -> bytes.merge(site.function(), of.inuseBytes(), Saturating::add));
        return bytes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(atMost)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Bytes of live objects. */
    long inuseBytes() {
        long bytes = 0;
        for (Figures site : figures) {
            bytes = Saturating.add(bytes, site.inuseBytes());
        }
        return bytes;
    }

    Map<CallSite, Figures> bySite() {
        Map<CallSite, Figures> bySite = new HashMap<>();
        forEach(bySite::put);
        return bySite;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileSummary that && info.equals(that.info) && bySite().equals(that.bySite());
    }

    @Override
    public int hashCode() {
        return 31 * info.hashCode() + bySite().hashCode();
    }

    @Override
    public String toString() {
        return "ProfileSummary[" + info + ", total=" + total() + "]";
    }
}
