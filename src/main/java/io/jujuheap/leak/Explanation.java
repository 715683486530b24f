// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verdicts of a report in a few sentences. */
final class Explanation {
    /** The function whose memory grows with the number of goroutines: it allocates what stands for one. */
    private static final String GOROUTINES = "runtime.malg";

    /** More leaks than this are left to the list. */
    private static final int TOLD = 3;

    private final Segment latest;
    private final List<SiteVerdict> sites;
    private final List<SiteVerdict> leaks;
    private final Optional<TimeToLimit> timeToLimit;

    private Explanation(List<Segment> segments, List<SiteVerdict> sites, Optional<TimeToLimit> timeToLimit) {
        this.latest = segments.get(segments.size() - 1);
        this.sites = sites;
        this.leaks = sites.stream().filter(SiteVerdict::isLeak).toList();
        this.timeToLimit = timeToLimit;
    }

    static String of(List<Segment> segments, List<SiteVerdict> sites, Optional<TimeToLimit> timeToLimit) {
        return new Explanation(segments, sites, timeToLimit)
                .sentences(segments.size() > 1)
                .collect(Collectors.joining(" "));
    }

    private Stream<String> sentences(boolean wasRestarted) {
        return Stream.of(
                        leaks.stream().limit(TOLD).map(this::leak),
                        restart(wasRestarted),
                        noLeak(),
                        goroutines(),
                        timeToLimit.stream().map(Explanation::limit),
                        profiler(),
                        caution())
                .flatMap(sentences -> sentences);
    }

    private String leak(SiteVerdict leak) {
        String verb = leak.restarted().isPresent() ? " leaked " : latest.isYoung() ? " may leak " : " leaks ";
        String name = leak.functionAndCaller() + (leak.caller().isPresent() ? "," : "");
        return name + verb + Wording.bytes(leak.evidence().slope().bytesPerHour()) + " an hour ("
                + Wording.bytes(leak.evidence().slope().low()) + " to "
                + Wording.bytes(leak.evidence().slope().high()) + ")"
                + leak.evidence()
                        .firstSeen()
                        .map(time -> ", since " + Wording.time(time))
                        .orElse("")
                + leak.restarted()
                        .map(time -> ", in the process before the restart at " + Wording.time(time))
                        .orElse("")
                + ".";
    }

    /** Says that the process is another now, where that limits what is known of it. */
    private Stream<String> restart(boolean wasRestarted) {
        if (leaks.stream().anyMatch(leak -> leak.restarted().isPresent())) {
            int states = latest.epochs().size();
            return Stream.of("It is too early to say whether the present process leaks too: there "
                    + (states == 1 ? "is 1 state" : "are " + states + " states") + " of it.");
        }
        String start = Wording.time(latest.first().info().time());
        return wasRestarted && !latest.isTelling()
                ? Stream.of("The process was restarted at " + start + ".")
                : Stream.empty();
    }

    private Stream<String> noLeak() {
        if (!leaks.isEmpty()) {
            return Stream.empty();
        }
        if (!latest.isTelling()) {
            int missing = Math.max(1, Thresholds.MIN_EPOCHS - latest.epochs().size());
            return Stream.of("No verdict is possible yet: " + Reason.moreStates(missing) + " needed.");
        }
        List<SiteVerdict> undecided = sites.stream()
                .filter(site -> site.verdict() == Verdict.UNDECIDED)
                .toList();
        return Stream.of(
                undecided.isEmpty()
                        ? "No leak was found."
                        : "No leak is certain, but " + undecided.get(0).functionAndCaller() + " "
                                + undecided.get(0).reason() + ".");
    }

    private Stream<String> goroutines() {
        boolean grow = sites.stream()
                .filter(site -> site.function().equals(GOROUTINES))
                .anyMatch(
                        site -> site.evidence().growthBytes() > site.evidence().noiseFloorBytes());
        return leaks.isEmpty() || !grow
                ? Stream.empty()
                : Stream.of(
                        "Goroutines accumulate too (" + GOROUTINES + " grows): what they hold cannot be freed before"
                                + " they end, so look for goroutines that never do in debug/pprof/goroutine.");
    }

    private Stream<String> profiler() {
        return sites.stream()
                .filter(site -> site.verdict() == Verdict.PROFILER)
                .limit(1)
                .map(site -> "The profiler takes "
                        + Wording.bytes(site.evidence().inuseBytes()) + " itself, and more each hour.");
    }

    private Stream<String> caution() {
        if (leaks.isEmpty()) {
            return Stream.empty();
        }
        return latest.isYoung()
                ? Stream.of("The process is young, and a cache that is still filling looks the same: look again later.")
                : Stream.of("A call site says who took memory, not who holds on to it.");
    }

    private static String limit(TimeToLimit time) {
        String limit =
                switch (time.limit().source()) {
                    case OPTION -> "its limit of " + Wording.bytes(time.limit().bytes());
                    case CGROUP -> "the " + Wording.bytes(time.limit().bytes()) + " that its control group may take";
                    case MACHINE -> "the " + Wording.bytes(time.limit().bytes()) + " of the whole machine";
                };
        return time.hours() == 0
                ? "Its memory is at " + limit + "."
                : "At this rate its memory reaches " + limit + " in " + Wording.hours(time.hours())
                        + ", at the soonest in " + Wording.hours(time.soonestHours()) + ".";
    }
}
