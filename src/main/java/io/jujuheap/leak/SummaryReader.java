// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@link SummaryBytes} wrote. One reader for a whole series lets its summaries share names and call sites; it is
 * not safe for use by several threads.
 */
public final class SummaryReader {
    private final Map<String, String> names = new HashMap<>();
    private final Map<Long, CallSite> sites = new HashMap<>();

    /**
     * A reader.
     *
     * @param known call sites whose stacks are known; a stack that is none of them is told by its function alone
     */
    public SummaryReader(Collection<CallSite> known) {
        known.forEach(site -> sites.put(site.id(), site));
    }

    /**
     * The summary that the bytes are.
     *
     * @param name what the snapshot is called
     * @return nothing when the bytes are damaged, or another version's
     */
    public Optional<ProfileSummary> read(String name, byte[] bytes) {
        if (!isWhole(bytes)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(name, new VarintReader(bytes, SummaryBytes.HEADER_BYTES)));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(byte[] bytes) {
        return bytes.length > SummaryBytes.HEADER_BYTES
                && bytes[0] == SummaryBytes.VERSION
                && ByteBuffer.wrap(bytes).getLong(1) == SummaryBytes.checksum(bytes, SummaryBytes.HEADER_BYTES);
    }

    private ProfileSummary read(String name, VarintReader in) {
        SnapshotInfo info = new SnapshotInfo(
                name, in.signed(), in.unsigned(), name(in.text()), in.optional(), in.optional(), in.optional());
        Figures total = readFigures(in);
        List<String> order = new ArrayList<>();
        Map<String, Figures> functions = readFunctions(in, order);
        Map<CallSite, Figures> stacks = readStacks(in, order);
        return ProfileSummary.ofParts(info, total, functions, stacks);
    }

    private Map<String, Figures> readFunctions(VarintReader in, List<String> order) {
        Map<String, Figures> functions = new HashMap<>();
        String before = "";
        for (int left = in.count(); left > 0; left--) {
            before = name(before.substring(0, in.index()) + in.text());
            order.add(before);
            functions.put(before, readFigures(in));
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

    private String name(String name) {
        return names.computeIfAbsent(name, key -> key);
    }
}
