// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.leak.summary.FunctionNames.Kind;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A place that allocates: a stack of functions. Samples of one stack that differ in line, address or object size are of
 * one call site, so that a site stays itself across encodings and rebuilt binaries. Immutable.
 */
public final class CallSite {
    /** What is to blame for a stack of nothing. */
    static final String UNKNOWN = "<unknown>";

    // FNV-1a, 64 bits, over UTF-16 units: among a million stacks, the chance that any two share an id is 1 in 37
    // million.
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long id;
    private final String function;
    private final List<String> stack;

    private CallSite(long id, String function, List<String> stack) {
        this.id = id;
        this.function = function;
        this.stack = stack;
    }

    /**
     * The call site of a stack.
     *
     * @param stack the names of its functions, leaf (the allocating one) first
     */
    public static CallSite of(List<String> stack) {
        List<String> copy = List.copyOf(stack);
        return new CallSite(hash(copy), functionToBlame(copy), copy);
    }

    /** A call site of which only the id and the function to blame are known; that function stands for its stack. */
    static CallSite known(long id, String function) {
        return new CallSite(id, function, List.of(function));
    }

    /** What stands for the stacks of a function when none of them is known. */
    public static CallSite ofFunction(String function) {
        return known(hash(List.of(function)), function);
    }

    private static long hash(List<String> stack) {
        long hash = FNV_OFFSET;
        for (String name : stack) {
            for (int i = 0; i < name.length(); i++) {
                hash = (hash ^ name.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ '\n') * FNV_PRIME;
        }
        return hash;
    }

    /** Identifies the stack, in every process and every version of this program. */
    long id() {
        return id;
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

    private static String functionToBlame(List<String> stack) {
        int position = positionToBlame(stack.size(), i -> FunctionNames.kind(stack.get(i)));
        return position < 0 ? UNKNOWN : stack.get(position);
    }

    /**
     * Where in a stack the function to blame is, see {@link #function}; below 0 when it has none.
     *
     * @param depth how many functions the stack has
     * @param kindAt their kinds, leaf first
     */
    static int positionToBlame(int depth, IntFunction<Kind> kindAt) {
        int server = -1;
        for (int position = 0; position < depth; position++) {
            Kind kind = kindAt.apply(position);
            if (kind == Kind.ASKS) {
                return position;
            }
            if (server < 0 && kind == Kind.SERVES) {
                server = position;
            }
        }
        return server;
    }

    /** Whether the memory is the profiler's own, taken to write profiles. */
    public boolean isProfiler() {
        return FunctionNames.isProfiler(function);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallSite that && id == that.id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return function + " in " + stack;
    }
}
