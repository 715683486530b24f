// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the goroutines of a dump by stack and labels. A dump of 100,000 goroutines has a few hundred stacks. */
final class DumpSamples {
    private final Limits limits;
    private final MemoryUse memory;
    private final MemoryMap memoryMap = MemoryMap.symbolized();
    private final Map<Line, Line> lines = new HashMap<>();
    private final Map<List<Line>, Integer> numbers = new HashMap<>();
    private final List<Location> locations = new ArrayList<>();
    private final Map<Waiting, Integer> goroutines = new LinkedHashMap<>();

    /** The locations of the current goroutine. */
    private final List<Integer> stack = new ArrayList<>();

    /** Calls of the current goroutine that were inlined into the next. */
    private final List<Line> inlined = new ArrayList<>();

    private int stackEntries;
    private int labelCount;

    /** The stack and labels that the goroutines of one sample share. */
    private record Waiting(List<Integer> stack, List<Label> labels) {}

    DumpSamples(Limits limits, MemoryUse memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Appends a call to the stack of the current goroutine, innermost first. */
    void call(String function, String file, long lineNumber, boolean isInlined, TextCursor in)
            throws MalformedProfileException {
        Line line = new Line(new Function(function, function, file, 0), lineNumber, 0);
        inlined.add(lines.computeIfAbsent(line, this::taken));
        if (!isInlined) {
            endLocation(in);
        }
    }

    private Line taken(Line line) {
        memory.takeString(line.function().name().length());
        memory.takeString(line.function().filename().length());
        memory.take(MemoryUse.FUNCTION + MemoryUse.LINE + 2L * MemoryUse.MAP_ENTRY);
        return line;
    }

    /** Appends the text with which the dump marks calls that it omits. */
    void note(String words, TextCursor in) throws MalformedProfileException {
        endLocation(in);
        call(words, "", 0, false, in);
    }

    private void endLocation(TextCursor in) throws MalformedProfileException {
        if (inlined.isEmpty()) {
            return;
        }
        if (stack.size() == limits.depth()) {
            throw in.malformed("a stack is deeper than the allowed " + limits.depth());
        }
        List<Line> whole = List.copyOf(inlined);
        inlined.clear();
        Integer known = numbers.get(whole);
        if (known == null) {
            known = locations.size();
            if (known == limits.tableEntries()) {
                throw in.malformed("the dump has more than the allowed " + limits.tableEntries() + " places");
            }
            memory.take(MemoryUse.LOCATION + 2L * MemoryUse.MAP_ENTRY + (long) whole.size() * MemoryUse.ENTRY);
            numbers.put(whole, known);
            locations.add(new Location(memoryMap.at(0), 0, whole, false));
        }
        stack.add(known);
    }

    /** Ends the current goroutine. */
    void end(List<Label> labels, TextCursor in) throws MalformedProfileException {
        endLocation(in);
        Waiting waiting = new Waiting(List.copyOf(stack), List.copyOf(labels));
        stack.clear();
        if (goroutines.merge(waiting, 1, Integer::sum) == 1) {
            memory.take(MemoryUse.LABEL_SET
                    + (long) labels.size() * MemoryUse.LABEL
                    + (long) waiting.stack.size() * MemoryUse.MAP_ENTRY);
            stackEntries += waiting.stack.size();
            labelCount += waiting.labels.size();
            boolean tooMany = goroutines.size() > limits.samples()
                    || stackEntries > limits.stackEntries()
                    || labelCount > limits.labels();
            if (tooMany) {
                throw in.malformed("the dump has more than the allowed " + limits.samples() + " stacks, "
                        + limits.stackEntries() + " calls or " + limits.labels() + " labels");
            }
        }
    }

    Profile profile(ProfileInfo info) {
        memory.takeSamples(goroutines.size(), 1, stackEntries);
        Samples.Builder samples = new Samples.Builder(1, goroutines.size(), stackEntries);
        goroutines.forEach((waiting, count) -> {
            waiting.stack.forEach(samples::location);
            samples.value(0, count).end(samples.labelSet(waiting.labels));
        });
        return new Profile(info, memoryMap.mappings(), locations, samples.build());
    }
}
