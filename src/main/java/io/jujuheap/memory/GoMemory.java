// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.profile.MemStats;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The memory statistics of Go's runtime at one moment, in bytes: fields of {@code runtime.MemStats}, where they are
 * documented. In each snapshot {@code sys} is the sum of all memory that the runtime obtained, {@code heapSys} is
 * {@code heapInuse + heapIdle}, and stacks are not part of {@code heapSys}.
 *
 * @param heapAlloc objects on the heap, live or not yet swept
 * @param heapInuse spans with at least one object
 * @param heapIdle spans without objects
 * @param heapReleased the part of {@code heapIdle} that was given back to the system
 * @param stackInuse stacks of goroutines
 * @param sys all memory obtained from the system
 * @param nextGc the size of the heap at which the next collection starts
 * @param gogcPercent the setting of GOGC, if the process reports it
 */
public record GoMemory(
        long heapAlloc,
        long heapInuse,
        long heapIdle,
        long heapReleased,
        long stackInuse,
        long sys,
        long nextGc,
        OptionalLong gogcPercent) {

    /** The heap at which the first collection starts with GOGC=100. */
    private static final long SMALLEST_GOAL = 4 << 20;

    /** Go writes "no limit" as the largest number there is. */
    private static final long NO_LIMIT = 1L << 60;

    /**
     * Returns the statistics that the Go collector of client_golang writes, {@code go_memstats_*}; empty when one is missing.
     */
    public static Optional<GoMemory> ofMetrics(MetricsText metrics) {
        return of(name -> metrics.whole("go_memstats_" + name.metric), gogcPercent(metrics));
    }

    /** Returns GOGC unless a memory limit sets the goal in its place. */
    private static OptionalLong gogcPercent(MetricsText metrics) {
        boolean isLimited = metrics.whole("go_gc_gomemlimit_bytes").orElse(NO_LIMIT) < NO_LIMIT;
        return isLimited ? OptionalLong.empty() : metrics.whole("go_gc_gogc_percent");
    }

    /** Returns the statistics in the trailer of a text profile; empty when one is missing. GOGC is not among them. */
    public static Optional<GoMemory> ofTrailer(MemStats trailer) {
        return of(name -> figure(trailer, name.key), OptionalLong.empty());
    }

    /** Returns a number, or the first of a pair: {@code Stack} is followed by what is in use and what was obtained. */
    private static OptionalLong figure(MemStats trailer, String key) {
        return trailer.values().get(key) instanceof MemStats.Pair pair
                ? OptionalLong.of(pair.inuse())
                : trailer.number(key);
    }

    private static Optional<GoMemory> of(Function<Name, OptionalLong> figure, OptionalLong gogcPercent) {
        Figures figures = new Figures(figure);
        GoMemory memory = new GoMemory(
                figures.take(Name.HEAP_ALLOC),
                figures.take(Name.HEAP_INUSE),
                figures.take(Name.HEAP_IDLE),
                figures.take(Name.HEAP_RELEASED),
                figures.take(Name.STACK_INUSE),
                figures.take(Name.SYS),
                figures.take(Name.NEXT_GC),
                gogcPercent);
        return figures.complete ? Optional.of(memory) : Optional.empty();
    }

    /** Records whether all requested figures were present. */
    private static final class Figures {
        private final Function<Name, OptionalLong> figure;
        private boolean complete = true;

        Figures(Function<Name, OptionalLong> figure) {
            this.figure = figure;
        }

        long take(Name name) {
            OptionalLong value = figure.apply(name);
            complete &= value.isPresent();
            return value.orElse(0);
        }
    }

    /** The names of the figures in metrics and in a text profile's trailer. */
    private enum Name {
        HEAP_ALLOC("heap_alloc_bytes", "HeapAlloc"),
        HEAP_INUSE("heap_inuse_bytes", "HeapInuse"),
        HEAP_IDLE("heap_idle_bytes", "HeapIdle"),
        HEAP_RELEASED("heap_released_bytes", "HeapReleased"),
        STACK_INUSE("stack_inuse_bytes", "Stack"),
        SYS("sys_bytes", "Sys"),
        NEXT_GC("next_gc_bytes", "NextGC");

        private final String metric;
        private final String key;

        Name(String metric, String key) {
            this.metric = metric;
            this.key = key;
        }
    }

    /** Returns the bytes that the runtime obtained and has not given back; some may never have been touched. */
    long retained() {
        return sys - heapReleased;
    }

    /** Returns the bytes of spans without objects that were not given back. */
    long keptFree() {
        return heapIdle - heapReleased;
    }

    /** Returns the bytes of spans in use that hold no object. */
    long halfEmpty() {
        return heapInuse - heapAlloc;
    }

    /** Returns the bytes of the runtime's own tables, as obtained. */
    long tables() {
        return sys - heapInuse - heapIdle - stackInuse;
    }

    /**
     * Returns an estimate of the heap that was live at the end of the last collection. The pacer of Go 1.18 and later
     * sets the next goal to {@code live + (live + stacks + globals) * GOGC / 100}; globals are neglected. Empty when
     * GOGC is unknown or off, or when the goal is the smallest possible one.
     */
    OptionalLong liveByGoal() {
        if (gogcPercent.isEmpty() || gogcPercent.getAsLong() <= 0) {
            return OptionalLong.empty();
        }
        double gogc = gogcPercent.getAsLong() / 100.0;
        double live = (nextGc - gogc * stackInuse) / (1 + gogc);
        return nextGc > SMALLEST_GOAL * gogc && live > 0 ? OptionalLong.of(Math.round(live)) : OptionalLong.empty();
    }
}
