// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

/** A part of the memory of a Go process, in the order of the tables. */
public enum MemoryPart {
    LIVE_HEAP("live_heap", "live heap", "See what holds it: juju-heap top, flame and leaks."),
    COLLECTOR(
            "collector",
            "room of the collector",
            "The collector lets the heap grow to GOGC percent over what is live and keeps part of a past peak."
                    + " A lower GOGC or a GOMEMLIMIT makes this smaller, for more CPU time."),
    HALF_EMPTY(
            "half_empty",
            "half-empty spans",
            "Survivors of a former peak keep spans from being reused for other sizes: the fragmentation goes when they do,"
                    + " or with a restart."),
    STACKS("stacks", "goroutine stacks", "See which goroutines there are: their profile names who started them."),
    RUNTIME(
            "runtime",
            "Go's tables",
            "The runtime's own tables, such as the profiler's buckets and the collector's bitmaps: they grow with the"
                    + " number of distinct stacks and with the largest heap so far."),
    OUTSIDE_GO(
            "outside_go",
            "outside of Go",
            "C libraries such as dqlite, and stacks of threads: no Go profile shows it. Look at the library's own"
                    + " statistics."),
    FILES(
            "files",
            "mapped files",
            "Pages of the binary and of mapped files: the kernel takes them back when it needs room."),
    SHARED("shared", "shared memory", "Pages of tmpfs and of shared mappings: look for who else maps them."),
    SWAPPED("swapped", "swapped out", "The machine is short of memory: it has moved pages of the process to swap.");

    private final String word;
    private final String title;
    private final String advice;

    MemoryPart(String word, String title, String advice) {
        this.word = word;
        this.title = title;
        this.advice = advice;
    }

    /** Returns the name in JSON, and the label's value in metrics. */
    public String word() {
        return word;
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
