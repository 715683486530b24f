// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A place that allocates: a stack of functions. Samples of one stack that differ in line, address or object size are of
 * one call site, so that a site stays itself across encodings and rebuilt binaries. Immutable.
 */
public final class CallSite {
    private static final String UNKNOWN = "<unknown>";

    private final List<String> stack;
    private final String function;
    // Analysis looks call sites up by the million, and a stack has dozens of names.
    private final int hash;

    /**
     * The call site of a stack.
     *
     * @param stack the names of its functions, leaf (the allocating one) first
     */
    public CallSite(List<String> stack) {
        this.stack = List.copyOf(stack);
        this.function = functionToBlame();
        this.hash = this.stack.hashCode();
    }

    /** The names of the functions, leaf (the allocating one) first. */
    public List<String> stack() {
        return stack;
    }

    /**
     * The function to blame: the first from the leaf that does not come with Go. {@code bytes.makeSlice} allocates for
     * everybody and says nothing; its first caller outside the standard library says who wanted the memory. What the
     * profiler allocates is named after the profiler, and a stack that never leaves Go, such as that of
     * {@code runtime.malg}, after its first function that is no mere allocator.
     */
    public String function() {
        return function;
    }

    private String functionToBlame() {
        return first(name -> !FunctionNames.isStandardLibrary(name) || FunctionNames.isProfiler(name))
                .or(() -> first(name -> !FunctionNames.isAllocator(name)))
                .orElse(UNKNOWN);
    }

    private Optional<String> first(Predicate<String> wanted) {
        return stack.stream().filter(wanted).findFirst();
    }

    /** Whether the memory is the profiler's own, taken to write profiles. */
    boolean isProfiler() {
        return FunctionNames.isProfiler(function);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallSite that && hash == that.hash && stack.equals(that.stack);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return function + " in " + stack;
    }
}
