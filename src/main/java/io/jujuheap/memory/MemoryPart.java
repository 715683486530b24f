// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.io.Worded;

/** A part of the memory of a Go process, in the order of the tables. Stored figures, JSON and metrics have its word. */
public enum MemoryPart implements Worded {
    LIVE_HEAP("live heap", "See what holds it: juju-heap top, flame and leaks."),
    COLLECTOR(
            "room of the collector",
            "The collector lets the heap grow to GOGC percent over what is live and keeps part of a past peak."
                    + " A lower GOGC or a GOMEMLIMIT makes this smaller, for more CPU time."),
    HALF_EMPTY(
            "half-empty spans",
            "Survivors of a former peak keep spans from being reused for other sizes: the fragmentation goes when they do,"
                    + " or with a restart."),
    STACKS("goroutine stacks", "See which goroutines there are: their profile names who started them."),
    RUNTIME(
            "Go's tables",
            "The runtime's own tables, such as the profiler's buckets and the collector's bitmaps: they grow with the"
                    + " number of distinct stacks and with the largest heap so far."),
    OUTSIDE_GO(
            "outside of Go",
            "C libraries such as dqlite, and stacks of threads: no Go profile shows it. Look at the library's own"
                    + " statistics."),
    FILES("mapped files", "Pages of the binary and of mapped files: the kernel takes them back when it needs room."),
    SHARED("shared memory", "Pages of tmpfs and of shared mappings: look for who else maps them."),
    SWAPPED("swapped out", "The machine is short of memory: it has moved pages of the process to swap.");

    private final String title;
    private final String advice;

    MemoryPart(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** Returns the name in tables and sentences. */
    public String title() {
        return title;
    }

    /** Returns whether the part counts as resident memory; what was swapped out does not. */
    public boolean isResident() {
        return this != SWAPPED;
    }

    /** Returns what the part is and what to do when it is the largest, in one or two sentences. */
    public String advice() {
        return advice;
    }
}
