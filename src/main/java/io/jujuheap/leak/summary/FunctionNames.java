// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.profile.Function;
import java.util.Arrays;
import java.util.Set;

/** Classifies Go functions by their names. */
final class FunctionNames {
    /** The first elements of the import paths of the standard library in Go 1.19 to 1.26. */
    private static final Set<String> STANDARD_LIBRARY = Set.copyOf(Arrays.asList(
            ("archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag "
                            + "fmt go hash html image index internal io iter log maps math mime net os path plugin reflect "
                            + "regexp runtime slices sort strconv strings structs sync syscall testing text time type "
                            + "unicode unique unsafe vendor weak")
                    .split(" ")));

    /** The functions of the runtime that allocate memory for all others. Since Go 1.22 they may be the leaves of stacks. */
    private static final Set<String> ALLOCATORS =
            Set.of("runtime.mallocgc", "runtime.newobject", "runtime.makeslice", "runtime.growslice");

    /** A summary of a hundred such names, with three bytes a character, stays well below its limit of 1 MB. */
    private static final int LONGEST = 2_000;

    /** The role of a function in an allocation. */
    enum Kind {
        /** It requests the memory: a function of the program itself, or of the profiler. */
        ASKS,
        /** It belongs to the standard library or the runtime and allocates for its caller. */
        SERVES,
        /** It is one of the runtime's allocation functions. */
        ALLOCATES
    }

    private FunctionNames() {}

    static Kind kind(String name) {
        if (!isStandardLibrary(name) || isProfiler(name)) {
            return Kind.ASKS;
        }
        return ALLOCATORS.contains(name) ? Kind.ALLOCATES : Kind.SERVES;
    }

    /**
     * Returns the name of a function in summaries: without type arguments, and shortened when it is longer than
     * {@value #LONGEST} characters. A shortened name ends in a hash of the whole name, so that it stays distinct.
     */
    static String inSummaries(String name) {
        String bare = Function.withoutTypeArguments(name);
        return bare.length() <= LONGEST
                ? bare
                : bare.substring(0, LONGEST) + "…" + Integer.toHexString(bare.hashCode());
    }

    /** Returns whether a function belongs to Go's runtime or standard library. */
    static boolean isStandardLibrary(String name) {
        String path = Function.packageOf(name);
        int slash = path.indexOf('/');
        return STANDARD_LIBRARY.contains(slash < 0 ? path : path.substring(0, slash));
    }

    /** Returns whether a function writes heap profiles: a function of Go, or of Juju's copy of Go's HTTP handler. */
    static boolean isProfiler(String name) {
        String path = Function.packageOf(name);
        return path.equals("runtime/pprof") || path.endsWith("/introspection/pprof") || path.equals("net/http/pprof");
    }
}
