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
 * @param caller the caller through which most of the growth came, where the function has several
 * @param verdict how its memory behaves
 * @param reason the verdict in a sentence
 * @param evidence the figures on which it rests
 * @param restarted when the process was replaced that the verdict is of; empty when it still runs
 */
public record SiteVerdict(
        CallSite site,
        Optional<String> caller,
        Verdict verdict,
        String reason,
        Evidence evidence,
        Optional<Instant> restarted) {

    public SiteVerdict {
        requireNonNull(site, "site is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(evidence, "evidence is null");
        requireNonNull(restarted, "restarted is null");
    }

    /** Whether this is a leak. A leak of a process that was replaced is one as long as it may still go on. */
    public boolean isLeak() {
        return verdict == Verdict.LEAK;
    }

    /** Returns the function to blame, see {@link CallSite#function}. */
    public String function() {
        return site.function();
    }

    /** Returns the function, and its caller where it has several. */
    public String functionAndCaller() {
        return caller.map(name -> function() + ", called by " + name).orElseGet(this::function);
    }

    /** Returns the stack of that function that grew most, leaf first. */
    public List<String> stack() {
        return site.stack();
    }
}
