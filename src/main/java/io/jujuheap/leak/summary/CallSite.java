// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.leak.summary.FunctionNames.Kind;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A place that allocates: a stack of functions. Samples of one stack that differ in line, address or object size belong
 * to the same call site, so that a site keeps its identity across encodings and rebuilt binaries. Immutable.
 */
public final class CallSite {
    /** The function to blame when a stack is empty. */
    static final String UNKNOWN = "<unknown>";

    // FNV-1a, 64 bits, over UTF-16 units. The chance that any two of a million stacks share an id is 1 in 37 million.
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * The rest of a longer name is hashed by its {@link String#hashCode}, which a string caches. Otherwise thousands of
     * deep stacks with names of 65,000 characters would take minutes.
     */
    private static final int HASHED_CHARACTERS = 1024;

    private final long id;
    private final String function;
    private final List<String> stack;

    private CallSite(long id, String function, List<String> stack) {
        this.id = id;
        this.function = function;
        this.stack = stack;
    }

    /**
     * Returns the call site of a stack.
     *
     * @param stack the names of its functions, leaf (the allocating one) first
     */
    public static CallSite of(List<String> stack) {
        List<String> copy = List.copyOf(stack);
        return new CallSite(hash(copy), functionToBlame(copy), copy);
    }

    /** Returns a call site of which only the id and the function to blame are known. Its stack is only that function. */
    static CallSite known(long id, String function) {
        return new CallSite(id, function, List.of(function));
    }

    /** Returns the call site for a function without known stacks. */
    public static CallSite ofFunction(String function) {
        return known(hash(List.of(function)), function);
    }

    private static long hash(List<String> stack) {
        long hash = FNV_OFFSET;
        for (String name : stack) {
            for (int i = 0; i < Math.min(name.length(), HASHED_CHARACTERS); i++) {
                hash = (hash ^ name.charAt(i)) * FNV_PRIME;
            }
            if (name.length() > HASHED_CHARACTERS) {
                hash = (hash ^ name.hashCode()) * FNV_PRIME;
            }
            hash = (hash ^ '\n') * FNV_PRIME;
        }
        return hash;
    }

    /** Returns the id of the stack, which is the same in every process and every version of this program. */
    long id() {
        return id;
    }

    /** Returns the names of the functions, leaf (the allocating one) first. */
    public List<String> stack() {
        return stack;
    }

    /**
     * Returns the function to blame: the first from the leaf that does not belong to Go. {@code bytes.makeSlice}
     * allocates for every program; its first caller outside the standard library requested the memory. Memory that the
     * profiler allocates is attributed to the profiler. A stack with functions of Go only, such as that of
     * {@code runtime.malg}, is attributed to its first function that does more than allocate.
     */
    public String function() {
        return function;
    }

    private static String functionToBlame(List<String> stack) {
        int position = positionToBlame(stack.size(), i -> FunctionNames.kind(stack.get(i)));
        return position < 0 ? UNKNOWN : stack.get(position);
    }

    /**
     * Returns the position of the function to blame in a stack, see {@link #function}; negative when there is none.
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

    /** Returns whether a function belongs to Go's runtime or standard library. */
    public static boolean comesWithGo(String function) {
        return FunctionNames.isStandardLibrary(function);
    }

    /** Returns whether the memory belongs to the profiler. */
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
