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
 * Reads the summaries that {@link SummaryBytes} wrote. Summaries that are read by one reader share names and call
 * sites. Not thread-safe.
 */
public final class SummaryReader {
    private final FunctionNameReader names = new FunctionNameReader();
    private final Map<Long, CallSite> sites = new HashMap<>();
    private final Map<String, ProcessMarks> processes = new HashMap<>();

    /** Adds call sites by which stacks are recognized. Of any other stack, only the function is known. */
    public void know(Collection<CallSite> known) {
        known.forEach(site -> sites.put(site.id(), site));
    }

    /**
     * Checks the bytes of a summary and reads its total; the rest stays packed.
     *
     * @param name the name of the snapshot
     * @param bytes the bytes, which the caller must not change
     * @return the packed summary; empty when the bytes are damaged or of another version
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

    /** Returns the whole summary; empty when the bytes are invalid although their checksum is right. */
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

    /**
     * Returns the figures of the wanted functions; an empty map when the bytes are invalid although their checksum is
     * right.
     */
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

    /** Returns the ids of the stacks; none when the bytes are invalid although their checksum is right. */
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
