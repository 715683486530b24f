// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.List;
import java.util.Optional;

/**
 * The histories of a function that had memory in use.
 *
 * @param name the function
 * @param whole its history
 * @param leadingStack where it serves several stacks, the history of the one with most lasting growth by itself. A helper
 *     with many callers hides the one that keeps what it gets.
 */
record FunctionHistory(String name, SiteHistory whole, Optional<SiteHistory> leadingStack) {
    /** One stack stands for the function when it has this share of the growth. */
    private static final double STANDS_FOR_ALL = 0.5;

    /** Returns these histories as they were after so many epochs. */
    FunctionHistory until(int epochs) {
        return epochs == whole.count()
                ? this
                : new FunctionHistory(name, whole.until(epochs), leadingStack.map(stack -> stack.until(epochs)));
    }

    /** Examines the function, or the one stack of it that leaks. */
    Examination examined(double relevantBytes, double[] work) {
        Examination ofWhole = Examination.of(whole, relevantBytes, work);
        return ofWhole.isLeak()
                ? ofWhole
                : leadingStack
                        .map(stack -> Examination.of(stack, relevantBytes, work))
                        .filter(ofStack -> ofStack.speaksFor(ofWhole))
                        .orElse(ofWhole);
    }

    /** Returns the caller through which most of the growth came, where the function has several. */
    Optional<String> caller() {
        return leadingStack
                .filter(stack -> stack.growthBytes() >= STANDS_FOR_ALL * whole.growthBytes())
                .flatMap(stack -> callerIn(stack.site().stack()));
    }

    private Optional<String> callerIn(List<String> stack) {
        int caller = stack.indexOf(name) + 1;
        return caller > 0 && caller < stack.size() ? Optional.of(stack.get(caller)) : Optional.empty();
    }
}
