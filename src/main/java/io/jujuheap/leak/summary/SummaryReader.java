// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.io.VarintReader;
import java.nio.ByteBuffer;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the summaries that {@link SummaryBytes} wrote. One reader for a whole series lets its summaries share names and
 * call sites. It is not safe for use by several threads.
 */
public final class SummaryReader {
    private final FunctionNameReader names = new FunctionNameReader();
    private final Map<Long, CallSite> sites = new HashMap<>();
    private final Map<String, ProcessMarks> processes = new HashMap<>();

    /** Names the stacks that are read from now on by these call sites; any other stack is known by its function only. */
    public void know(Collection<CallSite> known) {
        known.forEach(site -> sites.put(site.id(), site));
    }

    /**
     * Checks the bytes of a summary and reads its total; the rest stays packed.
     *
     * @param name the name of the snapshot
     * @param bytes must not be changed
     * @return the packed summary; empty when the bytes are damaged, or another version's
     */
    public Optional<PackedSummary> open(String name, byte[] bytes) {
        if (!isWhole(bytes)) {
            return Optional.empty();
        }
        try {
            VarintReader in = payload(bytes);
            readInfo(name, in);
            return Optional.of(new PackedSummary(this, name, bytes, readFigures(in)));
        } catch (IndexOutOfBoundsException | DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(byte[] bytes) {
        return bytes.length > SummaryBytes.HEADER_BYTES
                && bytes[0] == SummaryBytes.VERSION
                && ByteBuffer.wrap(bytes).getLong(1) == SummaryBytes.checksum(bytes, SummaryBytes.HEADER_BYTES);
    }

    private static VarintReader payload(byte[] bytes) {
        return new VarintReader(bytes, SummaryBytes.HEADER_BYTES);
    }

    /** Returns the whole summary; empty when the bytes, whose checksum is right, make no sense. */
    Optional<ProfileSummary> read(String name, byte[] bytes) {
        try {
            VarintReader in = payload(bytes);
            SnapshotInfo info = readInfo(name, in);
            Figures total = readFigures(in);
            List<String> order = new ArrayList<>();
            Map<String, Figures> functions = readFunctions(in, order);
            return Optional.of(new ProfileSummary(info, total, functions, readStacks(in, order)));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Returns the figures of the wanted functions; of none when the bytes, whose checksum is right, make no sense. */
    Map<String, Figures> functions(byte[] bytes, Predicate<String> wanted) {
        Map<String, Figures> functions = new HashMap<>();
        try {
            VarintReader in = payload(bytes);
            readInfo("", in);
            skipFigures(in);
            String function = "";
            int count = in.count();
            for (int place = 0; place < count; place++) {
                function = names.read(in, place, function);
                if (wanted.test(function)) {
                    functions.put(function, readFigures(in));
                } else {
                    skipFigures(in);
                }
            }
            return functions;
        } catch (IndexOutOfBoundsException e) {
            return Map.of();
        }
    }

    /** Returns the ids of the stacks; none when the bytes, whose checksum is right, make no sense. */
    Set<Long> stackIds(byte[] bytes) {
        Set<Long> ids = new HashSet<>();
        try {
            VarintReader in = payload(bytes);
            readInfo("", in);
            skipFigures(in);
            readFunctions(in, new ArrayList<>());
            for (int left = in.count(); left > 0; left--) {
                ids.add(in.fixed());
                in.index();
                skipFigures(in);
            }
            return ids;
        } catch (IndexOutOfBoundsException e) {
            return Set.of();
        }
    }

    private SnapshotInfo readInfo(String name, VarintReader in) {
        return new SnapshotInfo(
                name,
                in.signed(),
                in.unsigned(),
                processes.computeIfAbsent(in.text(), ProcessMarks::parse),
                in.optional(),
                in.optional(),
                in.optional());
    }

    private Map<String, Figures> readFunctions(VarintReader in, List<String> order) {
        Map<String, Figures> functions = new HashMap<>();
        String function = "";
        int count = in.count();
        for (int place = 0; place < count; place++) {
            function = names.read(in, place, function);
            order.add(function);
            functions.put(function, readFigures(in));
        }
        return functions;
    }

    private Map<CallSite, Figures> readStacks(VarintReader in, List<String> functions) {
        Map<CallSite, Figures> stacks = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            long id = in.fixed();
            String function = functions.get(in.index());
            stacks.put(sites.computeIfAbsent(id, key -> CallSite.known(id, function)), readFigures(in));
        }
        return stacks;
    }

    private static Figures readFigures(VarintReader in) {
        return new Figures(in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.signed());
    }

    /** Skips the fields of {@link Figures}. */
    private static void skipFigures(VarintReader in) {
        in.skip(6);
    }
}
