// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one summary of each group: the one with the least memory in use. Memory that stays is in every trough; the peaks
 * between them come and go. The first and the last are kept too: they give the start and the end.
 *
 * @param <S> a summary, packed or unpacked
 */
final class Thinning<S> {
    private final int group;
    private final List<S> kept = new ArrayList<>();
    private @Nullable S trough;
    private long troughBytes;
    private @Nullable S last;
    private boolean isLastKept;
    private int seen;

    /** Prepares for {@code count} summaries, of which about {@code atMost} are to be kept. */
    Thinning(int count, int atMost) {
        this.group = Math.max(1, (count + atMost - 1) / atMost);
    }

    /** Takes the next summary. */
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

    /** Returns the summaries that were kept, in the order in which they were added. */
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
