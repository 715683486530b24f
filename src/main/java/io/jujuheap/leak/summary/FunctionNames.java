// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.profile.Function;
import java.util.Arrays;
import java.util.Set;

/** Reads from the name of a Go function its package, and whether that comes with Go. */
final class FunctionNames {
    /** The first elements of the import paths of Go's standard library, Go 1.19 to 1.26. */
    private static final Set<String> STANDARD_LIBRARY = Set.copyOf(Arrays.asList(
            ("archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag "
                            + "fmt go hash html image index internal io iter log maps math mime net os path plugin reflect "
                            + "regexp runtime slices sort strconv strings structs sync syscall testing text time type "
                            + "unicode unique unsafe vendor weak")
                    .split(" ")));

    /** The runtime's functions that allocate for all others; since Go 1.22 they may be the leaves of stacks. */
    private static final Set<String> ALLOCATORS =
            Set.of("runtime.mallocgc", "runtime.newobject", "runtime.makeslice", "runtime.growslice");

    /** A summary of a hundred names of three bytes a character is well below the megabyte that it may have. */
    private static final int LONGEST = 2_000;

    /** The part that a function plays in an allocation. */
    enum Kind {
        /** It wanted the memory: a function of the program itself, or of the profiler. */
        ASKS,
        /** It belongs to Go's library or runtime and works for a caller. */
        SERVES,
        /** It belongs to the runtime and allocates for every caller. */
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
     * Returns the name by which summaries know a function: without type arguments, and cut where it is so long that a hundred of
     * its like would be too much for a summary. What was cut off is told apart by its hash.
     */
    static String inSummaries(String name) {
        String bare = Function.withoutTypeArguments(name);
        return bare.length() <= LONGEST
                ? bare
                : bare.substring(0, LONGEST) + "…" + Integer.toHexString(bare.hashCode());
    }

    /** Returns whether a function comes with Go: with its runtime or its standard library. */
    static boolean isStandardLibrary(String name) {
        String path = packagePath(name);
        int slash = path.indexOf('/');
        return STANDARD_LIBRARY.contains(slash < 0 ? path : path.substring(0, slash));
    }

    /** Returns whether a function writes heap profiles: Go's own, or Juju's copy of Go's HTTP handler. */
    static boolean isProfiler(String name) {
        String path = packagePath(name);
        return path.equals("runtime/pprof") || path.endsWith("/introspection/pprof") || path.equals("net/http/pprof");
    }

    /** Returns the import path in a name such as {@code example.org/a/b.(*T).M}. */
    private static String packagePath(String name) {
        int end = name.length();
        for (char opening : new char[] {'[', '('}) {
            int at = name.indexOf(opening);
            end = at < 0 ? end : Math.min(end, at);
        }
        int dot = name.indexOf('.', name.lastIndexOf('/', end) + 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
