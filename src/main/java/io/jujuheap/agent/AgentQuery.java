// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.nio.charset.StandardCharsets;

/**
 * All requests that are sent to an agent. The introspection socket can also stop units, revoke leases and record
 * traces. So no path is made from user input: requests are chosen from this list.
 */
public enum AgentQuery {
    /** The heap profile at the last completed garbage collection: gzipped {@code profile.proto}. */
    HEAP("/debug/pprof/heap?debug=0"),
    /** The same as {@link #HEAP}, after a garbage collection for this request, which slows the agent down. */
    HEAP_AFTER_GC("/debug/pprof/heap?debug=0&gc=1"),
    /** The heap profile as text with symbols and memory statistics, as {@code juju_heap_profile} prints it. */
    HEAP_TEXT("/debug/pprof/heap?debug=1"),
    /** The same as {@link #HEAP_TEXT}, after a garbage collection for this request, which slows the agent down. */
    HEAP_TEXT_AFTER_GC("/debug/pprof/heap?debug=1&gc=1"),
    /** The number of goroutines with each stack, without arguments: gzipped {@code profile.proto}. */
    GOROUTINES("/debug/pprof/goroutine?debug=0"),
    /** The same as {@link #GOROUTINES}, as the text with symbols that {@code juju_goroutines} prints. */
    GOROUTINES_TEXT("/debug/pprof/goroutine?debug=1"),
    /** Each goroutine with its state and age. The agent pauses while it writes: 10 to 60 ms for each 1,000 goroutines. */
    GOROUTINES_DUMP("/debug/pprof/goroutine?debug=2"),
    /**
     * The goroutines that can never run again. The agent runs a garbage collection to find them. Needs Go 1.26, built
     * with this profile.
     */
    GOROUTINE_LEAKS("/debug/pprof/goroutineleak?debug=0"),
    /** The same as {@link #GOROUTINE_LEAKS}, as text with symbols. */
    GOROUTINE_LEAKS_TEXT("/debug/pprof/goroutineleak?debug=1"),
    /** A short page that lists the profiles of the agent. */
    PROFILES("/debug/pprof/", 64 << 10),
    /** The agent's own metrics as Prometheus text. The last slash is needed: without it Juju 2.9 redirects. */
    METRICS("/metrics/", 8 << 20),
    /** The report of the agent's workers. It can hang (juju/juju#22006). */
    ENGINE("/depengine"),
    /** The report of the machine lock: the worker that holds it, and those that wait for it. */
    MACHINE_LOCK("/machinelock"),
    /** A CPU profile of ten seconds. The answer takes as long, so it is fetched only when a user asks for it. */
    CPU_10S("/debug/pprof/profile?seconds=10"),
    /** The same as {@link #CPU_10S}, of 30 seconds. */
    CPU_30S("/debug/pprof/profile?seconds=30"),
    /** The same as {@link #CPU_10S}, of 60 seconds. */
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

    /** Returns the largest size of an answer in bytes: several times the usual size, where that is known. */
    int mostBytes() {
        return mostBytes;
    }

    /** Returns path and query as in the request line. */
    public String target() {
        return target;
    }

    /** Tells whether the agent runs a garbage collection for it. That is expensive and must not happen often. */
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

    /** Returns whether it asks for leaked goroutines. Most agents do not have that profile. */
    public boolean findsLeakedGoroutines() {
        return this == GOROUTINE_LEAKS || this == GOROUTINE_LEAKS_TEXT;
    }
}
