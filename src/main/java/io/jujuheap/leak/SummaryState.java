// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the writer and the reader of a log both know after a block: the names and call sites so far, numbered in the
 * order in which they came up, and the figures of the last summary. A block holds what the next summary adds to that.
 */
final class SummaryState {
    private final Numbering<String> names = new Numbering<>();
    private final Numbering<CallSite> sites = new Numbering<>();
    private Figures[] figures = {};
    private long timeNanos;

    /** The payload of the block that adds a summary. */
    byte[] write(ProfileSummary summary) {
        BlockWriter out = new BlockWriter();
        writeInfo(out, summary.info());
        Map<CallSite, Figures> next = summary.bySite();
        writeNewSites(out, next);
        writeChanges(out, next);
        return out.toBytes();
    }

    private void writeInfo(BlockWriter out, SnapshotInfo info) {
        out.text(info.name())
                .signed(info.timeNanos() - timeNanos)
                .unsigned(info.samplingPeriodBytes())
                .text(info.process())
                .optional(info.gcEpoch())
                .optional(info.profilerBytes())
                .optional(info.residentBytes());
        timeNanos = info.timeNanos();
    }

    private void writeNewSites(BlockWriter out, Map<CallSite, Figures> next) {
        List<CallSite> newSites = next.keySet().stream().filter(sites::isNew).toList();
        List<String> newNames = newSites.stream()
                .flatMap(site -> site.stack().stream())
                .filter(names::isNew)
                .distinct()
                .toList();
        out.unsigned(newNames.size());
        for (String name : newNames) {
            out.text(name);
            names.add(name);
        }
        out.unsigned(newSites.size());
        for (CallSite site : newSites) {
            out.unsigned(site.stack().size());
            site.stack().forEach(name -> out.unsigned(names.numberOf(name)));
            sites.add(site);
        }
        makeRoom();
    }

    private void writeChanges(BlockWriter out, Map<CallSite, Figures> next) {
        List<Integer> changed = new ArrayList<>();
        for (int site = 0; site < figures.length; site++) {
            if (!figures[site].equals(next.getOrDefault(sites.get(site), Figures.NONE))) {
                changed.add(site);
            }
        }
        out.unsigned(changed.size());
        int expected = 0;
        for (int site : changed) {
            Figures now = next.getOrDefault(sites.get(site), Figures.NONE);
            out.unsigned(site - expected);
            writeDifference(out, figures[site], now);
            figures[site] = now;
            expected = site + 1;
        }
    }

    private static void writeDifference(BlockWriter out, Figures before, Figures now) {
        out.signed(now.inuseBytes() - before.inuseBytes())
                .signed(now.inuseObjects() - before.inuseObjects())
                .signed(now.allocBytes() - before.allocBytes())
                .signed(now.allocObjects() - before.allocObjects())
                .signed(now.inuseSamples() - before.inuseSamples())
                .signed(now.allocSamples() - before.allocSamples());
    }

    /**
     * The summary that a block adds.
     *
     * @throws IndexOutOfBoundsException when the payload is not that of a block that follows the ones read
     */
    ProfileSummary read(BlockReader in) {
        SnapshotInfo info = readInfo(in);
        readNewSites(in);
        readChanges(in);
        if (in.remaining() > 0) {
            throw new IndexOutOfBoundsException(in.remaining() + " bytes left in a block");
        }
        return new ProfileSummary(info, sites.toList(), List.of(figures));
    }

    private SnapshotInfo readInfo(BlockReader in) {
        String name = in.text();
        timeNanos += in.signed();
        return new SnapshotInfo(name, timeNanos, in.unsigned(), in.text(), in.optional(), in.optional(), in.optional());
    }

    private void readNewSites(BlockReader in) {
        for (int left = in.count(); left > 0; left--) {
            names.add(in.text());
        }
        for (int left = in.count(); left > 0; left--) {
            String[] stack = new String[in.count()];
            for (int i = 0; i < stack.length; i++) {
                stack[i] = names.get(in.index());
            }
            sites.add(new CallSite(Arrays.asList(stack)));
        }
        makeRoom();
    }

    private void readChanges(BlockReader in) {
        int site = 0;
        for (int left = in.count(); left > 0; left--) {
            site += in.index();
            figures[site] = readDifference(in, figures[site]);
            site++;
        }
    }

    private static Figures readDifference(BlockReader in, Figures before) {
        return new Figures(
                before.inuseBytes() + in.signed(),
                before.inuseObjects() + in.signed(),
                before.allocBytes() + in.signed(),
                before.allocObjects() + in.signed(),
                before.inuseSamples() + in.signed(),
                before.allocSamples() + in.signed());
    }

    private void makeRoom() {
        int known = figures.length;
        figures = Arrays.copyOf(figures, sites.size());
        Arrays.fill(figures, known, figures.length, Figures.NONE);
    }

    /** Things, numbered from 0 in the order in which they were added. */
    private static final class Numbering<T> {
        private final List<T> things = new ArrayList<>();
        private final Map<T, Integer> numbers = new HashMap<>();
        private List<T> copy = List.of();

        boolean isNew(T thing) {
            return !numbers.containsKey(thing);
        }

        void add(T thing) {
            numbers.put(thing, things.size());
            things.add(thing);
        }

        int numberOf(T thing) {
            return numbers.getOrDefault(thing, -1);
        }

        T get(int number) {
            return things.get(number);
        }

        int size() {
            return things.size();
        }

        /** A list that later additions do not change, and that is the same while there are none. */
        List<T> toList() {
            if (copy.size() != things.size()) {
                copy = List.copyOf(things);
            }
            return copy;
        }
    }
}
