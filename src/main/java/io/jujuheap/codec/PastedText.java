// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with profiles that users have copied from a terminal, a mail or a page: with other lines around them, without
 * their ends, or several in one file.
 */
final class PastedText {
    private final byte[] data;
    private final Limits limits;
    private final List<PastedProfile> profiles = new ArrayList<>();
    private int position;
    private int line;

    /** The lines before the next profile. */
    private int passedOver;

    private boolean hasRows;

    private PastedText(byte[] data, Limits limits) {
        this.data = data;
        this.limits = limits;
    }

    /**
     * Returns the profiles in a text, in its order; none when it has none.
     *
     * @param data UTF-8
     * @throws MalformedProfileException when it has records of a profile, but not the header with their sampling rate
     */
    static List<PastedProfile> profiles(byte[] data, Limits limits) throws MalformedProfileException {
        PastedText text = new PastedText(data, limits);
        text.read();
        if (text.profiles.isEmpty() && text.hasRows) {
            throw new MalformedProfileException("these are records of a heap profile without its first line, '"
                    + TextHeader.START + " … @ heap/…', so their sampling rate is unknown: copy that line, too");
        }
        return text.profiles;
    }

    private void read() throws MalformedProfileException {
        PastedProfile current = null;
        while (position < data.length) {
            PastedLine next = PastedLine.of(nextLine());
            if (next.kind() == PastedLine.Kind.HEADER) {
                end(current);
                current = begin(next);
            } else if (current != null) {
                current.add(next, line);
            } else {
                hasRows |= next.kind() == PastedLine.Kind.ROW;
                passedOver += next.kind() == PastedLine.Kind.BLANK ? 0 : 1;
            }
        }
        end(current);
    }

    private PastedProfile begin(PastedLine header) throws MalformedProfileException {
        if (profiles.size() == limits.tableEntries()) {
            throw new MalformedProfileException(
                    "the text has more than the allowed " + limits.tableEntries() + " profiles");
        }
        PastedProfile profile = new PastedProfile(header, line, passedOver);
        profiles.add(profile);
        passedOver = 0;
        return profile;
    }

    private static void end(@Nullable PastedProfile profile) {
        if (profile != null) {
            profile.end();
        }
    }

    private String nextLine() {
        int end = position;
        while (end < data.length && data[end] != '\n') {
            end++;
        }
        String text = new String(data, position, end - position, UTF_8);
        position = end + 1;
        line++;
        return text;
    }
}
