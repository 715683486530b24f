// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.summary.CallSite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a call site, with its evidence.
 *
 * @param site the call site; that of a function is the stack of it that grew most
 * @param verdict how its memory behaves
 * @param reason the verdict in a sentence
 * @param evidence the figures on which it rests
 */
public record SiteVerdict(CallSite site, Verdict verdict, String reason, Evidence evidence) {

    public SiteVerdict {
        requireNonNull(site, "site is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(evidence, "evidence is null");
    }

    /** Whether this is a leak. */
    public boolean isLeak() {
        return verdict == Verdict.LEAK;
    }

    /** Returns the function to blame, see {@link CallSite#function}. */
    public String function() {
        return site.function();
    }

    /** Returns the stack of that function that grew most, leaf first. */
    public List<String> stack() {
        return site.stack();
    }

    /** As {@link Evidence#inuseBytes}. */
    public long inuseBytes() {
        return evidence.inuseBytes();
    }

    /** As {@link Evidence#growthBytes}. */
    public long growthBytes() {
        return evidence.growthBytes();
    }

    /** How fast it grows, see {@link Evidence#slope}. */
    public double slopeBytesPerHour() {
        return evidence.slope().bytesPerHour();
    }

    /** The lower end of the 95 % interval of the slope. */
    public double slopeLow() {
        return evidence.slope().low();
    }

    /** The upper end of the 95 % interval of the slope. */
    public double slopeHigh() {
        return evidence.slope().high();
    }

    /** As {@link Evidence#pValue}. */
    public double pValue() {
        return evidence.pValue();
    }

    /** As {@link Evidence#freedRatio}. */
    public double freedRatio() {
        return evidence.freedRatio();
    }

    /** As {@link Evidence#noiseFloorBytes}. */
    public long noiseFloorBytes() {
        return evidence.noiseFloorBytes();
    }

    /** As {@link Evidence#growthShare}. */
    public double growthShare() {
        return evidence.growthShare();
    }

    /** As {@link Evidence#meanAgeHours}. */
    public double meanAgeHours() {
        return evidence.meanAgeHours();
    }

    /** As {@link Evidence#firstSeen}. */
    public Optional<Instant> firstSeen() {
        return evidence.firstSeen();
    }
}
