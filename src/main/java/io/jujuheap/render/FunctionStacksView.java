// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.FunctionStacks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the stacks through a function, largest first.
 *
 * @param distinctStacks the number of stacks before they are limited
 */
public record FunctionStacksView(
        CaptureView capture,
        SampleTypeView sampleType,
        List<String> filters,
        long total,
        int distinctStacks,
        List<Stack> stacks) {

    /** JSON: a stack, innermost frame first. */
    public record Stack(long value, List<Frame> frames) {}

    /**
     * JSON: an entry of a stack.
     *
     * @param file absent when unknown, as is {@code line}
     */
    public record Frame(String function, @Nullable String file, @Nullable Long line, boolean inline) {}

    /** Returns the view of a profile with facts that are not in the profile itself. */
    public static FunctionStacksView of(CaptureView capture, FunctionStacks stacks) {
        return new FunctionStacksView(
                capture,
                SampleTypeView.of(stacks.legend()),
                stacks.legend().activeFilters(),
                stacks.legend().total(),
                stacks.count(),
                stacks.stacks().stream().map(FunctionStacksView::stack).toList());
    }

    private static Stack stack(FunctionStacks.Stack stack) {
        return new Stack(
                stack.value(),
                stack.frames().stream().map(FunctionStacksView::frame).toList());
    }

    private static Frame frame(FunctionStacks.Frame frame) {
        return new Frame(
                frame.function(),
                frame.file().isEmpty() ? null : frame.file(),
                frame.line() == 0 ? null : (Long) frame.line(),
                frame.inlined());
    }
}
