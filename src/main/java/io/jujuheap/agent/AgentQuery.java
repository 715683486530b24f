// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

/**
 * All that is ever asked of an agent. The introspection socket also stops units, revokes leases and records traces, so
 * nothing a user types becomes a path: there is this list and no other way to name one.
 */
public enum AgentQuery {
    /** The heap profile as of the last completed garbage collection: gzipped {@code profile.proto}. */
    HEAP("/debug/pprof/heap?debug=0"),
    /** As {@link #HEAP}, after a garbage collection that the agent makes for it and that slows the agent down. */
    HEAP_AFTER_GC("/debug/pprof/heap?debug=0&gc=1"),
    /** The heap profile as text with symbols and memory statistics, as {@code juju_heap_profile} prints it. */
    HEAP_TEXT("/debug/pprof/heap?debug=1"),
    /** As {@link #HEAP_TEXT}, after a garbage collection that the agent makes for it and that slows the agent down. */
    HEAP_TEXT_AFTER_GC("/debug/pprof/heap?debug=1&gc=1"),
    /** The stacks of all goroutines, counted, without their arguments: gzipped {@code profile.proto}. */
    GOROUTINES("/debug/pprof/goroutine?debug=0"),
    /** The agent's own metrics, Prometheus text. With the last slash: without it Juju 2.9 redirects. */
    METRICS("/metrics/");

    private final String target;

    AgentQuery(String target) {
        this.target = target;
    }

    /** Path and query, as they go into the request line. */
    public String target() {
        return target;
    }

    /** Whether the agent collects garbage for it: costly, so not to be asked often. */
    public boolean forcesGc() {
        return this == HEAP_AFTER_GC || this == HEAP_TEXT_AFTER_GC;
    }
}
