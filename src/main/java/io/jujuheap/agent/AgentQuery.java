// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.nio.charset.StandardCharsets;

/**
 * The only requests that are made to an agent. The introspection socket also stops units, revokes leases and records
 * traces, so user input never becomes a path: a path can only be named by an entry of this list.
 */
public enum AgentQuery {
    /** The heap profile as of the last completed garbage collection: gzipped {@code profile.proto}. */
    HEAP("/debug/pprof/heap?debug=0"),
    /** The same as {@link #HEAP}, after a garbage collection made for this request, which slows the agent down. */
    HEAP_AFTER_GC("/debug/pprof/heap?debug=0&gc=1"),
    /** The heap profile as text with symbols and memory statistics, as {@code juju_heap_profile} prints it. */
    HEAP_TEXT("/debug/pprof/heap?debug=1"),
    /** The same as {@link #HEAP_TEXT}, after a garbage collection made for this request, which slows the agent down. */
    HEAP_TEXT_AFTER_GC("/debug/pprof/heap?debug=1&gc=1"),
    /** The stacks of all goroutines, counted, without their arguments: gzipped {@code profile.proto}. */
    GOROUTINES("/debug/pprof/goroutine?debug=0"),
    /** As {@link #GOROUTINES}, as the text with symbols that {@code juju_goroutines} prints. */
    GOROUTINES_TEXT("/debug/pprof/goroutine?debug=1"),
    /** Each goroutine with its state and age. The agent stops while it writes: 10 to 60 ms for each 1,000 goroutines. */
    GOROUTINES_DUMP("/debug/pprof/goroutine?debug=2"),
    /** The goroutines that can never run again, which the agent makes a garbage collection to find: Go 1.26, where built in. */
    GOROUTINE_LEAKS("/debug/pprof/goroutineleak?debug=0"),
    /** As {@link #GOROUTINE_LEAKS}, as text with symbols. */
    GOROUTINE_LEAKS_TEXT("/debug/pprof/goroutineleak?debug=1"),
    /** The list of the profiles that the agent has, a short page. */
    PROFILES("/debug/pprof/", 64 << 10),
    /** The agent's own metrics as Prometheus text. The last slash is needed: without it Juju 2.9 redirects. */
    METRICS("/metrics/", 8 << 20),
    /** The report of the agent's workers. It can hang (juju/juju#22006). */
    ENGINE("/depengine"),
    /** The report of the machine lock: which worker holds it, and which wait for it. */
    MACHINE_LOCK("/machinelock"),
    /** A profile of the processor's time over ten seconds, which the answer takes: only for a person who asks. */
    CPU_10S("/debug/pprof/profile?seconds=10"),
    /** As {@link #CPU_10S}, over half a minute. */
    CPU_30S("/debug/pprof/profile?seconds=30"),
    /** As {@link #CPU_10S}, over a minute. */
    CPU_60S("/debug/pprof/profile?seconds=60");

    private final String target;
    private final int mostBytes;

    AgentQuery(String target) {
        this(target, Integer.MAX_VALUE);
    }

    AgentQuery(String target, int mostBytes) {
        this.target = target;
        this.mostBytes = mostBytes;
    }

    /** Returns the most bytes that an answer may have: several times what agents send, where that can be said. */
    int mostBytes() {
        return mostBytes;
    }

    /** Returns path and query, as they go into the request line. */
    public String target() {
        return target;
    }

    /** Tells whether the agent collects garbage for it, which is costly and must not be asked often. */
    public boolean forcesGc() {
        return this == HEAP_AFTER_GC || this == HEAP_TEXT_AFTER_GC || findsLeakedGoroutines();
    }

    /**
     * Returns whether the agent has the profile.
     *
     * @param profiles its answer to {@link #PROFILES}
     */
    public boolean isListedIn(byte[] profiles) {
        String name = target.substring(PROFILES.target.length(), target.indexOf('?'));
        return new String(profiles, StandardCharsets.UTF_8).contains(name + "?");
    }

    /** Returns whether it is about leaked goroutines, which most agents cannot tell. */
    public boolean findsLeakedGoroutines() {
        return this == GOROUTINE_LEAKS || this == GOROUTINE_LEAKS_TEXT;
    }
}
