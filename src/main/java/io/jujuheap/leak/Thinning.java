// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one of every so many summaries: that with the least memory in use. What all troughs have in common is what stays;
 * the peaks between them come and go. The first and the last are kept besides: they say from when to when.
 *
 * @param <S> a summary, in whatever form
 */
final class Thinning<S> {
    private final int group;
    private final List<S> kept = new ArrayList<>();
    private @Nullable S trough;
    private long troughBytes;
    private @Nullable S last;
    private boolean isLastKept;
    private int seen;

    /** For that many summaries, of which about {@code atMost} are to be kept. */
    Thinning(int count, int atMost) {
        this.group = Math.max(1, (count + atMost - 1) / atMost);
    }

    /** Takes the next summary, of a heap with so many bytes in use. */
    void add(S summary, long inuseBytes) {
        last = summary;
        isLastKept = kept.isEmpty();
        if (isLastKept) {
            kept.add(summary);
        } else if (trough == null || inuseBytes < troughBytes) {
            trough = summary;
            troughBytes = inuseBytes;
        }
        if (++seen % group == 0) {
            endGroup();
        }
    }

    /** What was kept, in the order in which it was added. */
    List<S> kept() {
        endGroup();
        if (last != null && !isLastKept) {
            kept.add(last);
            isLastKept = true;
        }
        return List.copyOf(kept);
    }

    @SuppressWarnings("ReferenceEquality") // the last summary itself, not one like it
    private void endGroup() {
        if (trough != null) {
            kept.add(trough);
            isLastKept = trough == last;
            trough = null;
        }
    }
}
