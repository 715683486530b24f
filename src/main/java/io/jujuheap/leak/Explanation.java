// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings of a report in a few sentences. */
final class Explanation {
    /** The function whose memory grows with the number of goroutines: it allocates what stands for one. */
    private static final String GOROUTINES = "runtime.malg";

    /** More leaks than this are left to the list. */
    private static final int TOLD = 3;

    private Explanation() {}

    static String of(List<Segment> segments, List<SiteVerdict> sites, Optional<TimeToLimit> timeToLimit) {
        List<SiteVerdict> leaks = sites.stream().filter(SiteVerdict::isLeak).toList();
        return Stream.of(
                        leaks.isEmpty()
                                ? Stream.of(noLeak(segments))
                                : leaks.stream().limit(TOLD).map(Explanation::leak),
                        goroutines(sites, leaks),
                        timeToLimit.stream().map(Explanation::limit),
                        profiler(sites),
                        caution(segments, leaks))
                .flatMap(sentences -> sentences)
                .collect(Collectors.joining(" "));
    }

    private static String noLeak(List<Segment> segments) {
        int longest = segments.stream().mapToInt(s -> s.epochs().size()).max().orElse(0);
        return segments.stream().anyMatch(Segment::isTelling)
                ? "No leak was found."
                : "No verdict is possible yet: " + Judgement.tooFew(longest) + ".";
    }

    private static String leak(SiteVerdict leak) {
        return leak.function() + " leaks " + Wording.bytes(leak.slopeBytesPerHour()) + " an hour ("
                + Wording.bytes(leak.slopeLow()) + " to " + Wording.bytes(leak.slopeHigh()) + ")"
                + leak.firstSeen().map(time -> ", since " + Wording.time(time)).orElse("") + ".";
    }

    private static Stream<String> goroutines(List<SiteVerdict> sites, List<SiteVerdict> leaks) {
        boolean grow = sites.stream()
                .anyMatch(site -> site.function().equals(GOROUTINES) && site.growthBytes() > site.noiseFloorBytes());
        return leaks.isEmpty() || !grow
                ? Stream.empty()
                : Stream.of(
                        "Goroutines accumulate too (" + GOROUTINES + " grows): what they hold cannot be freed before"
                                + " they end, so look for goroutines that never do in debug/pprof/goroutine.");
    }

    private static Stream<String> profiler(List<SiteVerdict> sites) {
        return sites.stream()
                .filter(site -> site.verdict() == Verdict.PROFILER)
                .limit(1)
                .map(site -> "The profiler takes " + Wording.bytes(site.inuseBytes()) + " itself, and more each hour.");
    }

    private static Stream<String> caution(List<Segment> segments, List<SiteVerdict> leaks) {
        if (leaks.isEmpty()) {
            return Stream.empty();
        }
        return segments.get(segments.size() - 1).isYoung()
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
