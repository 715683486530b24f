// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one of every so many summaries: that with the least memory in use. What all troughs have in common is what stays;
 * the peaks between them come and go. The first and the last are kept besides: they say from when to when.
 */
final class Thinning {
    private final int group;
    private final List<ProfileSummary> kept = new ArrayList<>();
    private @Nullable ProfileSummary trough;
    private @Nullable ProfileSummary last;
    private long troughBytes;
    private int seen;

    /** For that many summaries, of which about {@code atMost} are to be kept. */
    Thinning(int count, int atMost) {
        this.group = Math.max(1, (count + atMost - 1) / atMost);
    }

    static List<ProfileSummary> of(List<ProfileSummary> summaries, int atMost) {
        Thinning thinning = new Thinning(summaries.size(), atMost);
        summaries.forEach(thinning::add);
        return thinning.kept();
    }

    void add(ProfileSummary summary) {
        long bytes = summary.total().inuseBytes();
        last = summary;
        if (kept.isEmpty()) {
            kept.add(summary);
        } else if (trough == null || bytes < troughBytes) {
            trough = summary;
            troughBytes = bytes;
        }
        if (++seen % group == 0) {
            endGroup();
        }
    }

    /** What was kept, in the order in which it was added. */
    List<ProfileSummary> kept() {
        endGroup();
        if (last != null && !kept.get(kept.size() - 1).info().equals(last.info())) {
            kept.add(last);
        }
        return List.copyOf(kept);
    }

    private void endGroup() {
        if (trough != null) {
            kept.add(trough);
            trough = null;
        }
    }
}
