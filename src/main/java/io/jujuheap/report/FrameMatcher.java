// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the frames of a profile that match a pattern by the name of the function, of its file or of its binary. */
final class FrameMatcher {
    private final NamePattern pattern;
    private final boolean withoutBinaries;

    /** A matcher for the locations of {@code profile}. */
    FrameMatcher(NamePattern pattern, Profile profile) {
        this.pattern = pattern;
        this.withoutBinaries = profile.mappings().isEmpty();
    }

    /**
     * A matcher for the locations of {@code profile}, null for an empty expression.
     *
     * @param option the name of the option that has the expression, for the error
     */
    static @Nullable FrameMatcher of(String option, String regex, Profile profile) {
        return regex.isEmpty() ? null : new FrameMatcher(NamePattern.of(option, regex), profile);
    }

    /** Returns whether any line of the location matches, or its binary. */
    boolean matches(Location location) {
        return outermostMatch(location.lines()) >= 0 || matchesBinary(location);
    }

    /**
     * Returns whether the binary matches. A location without a binary does not match, but if no location has one, pprof
     * matches the empty name.
     */
    boolean matchesBinary(Location location) {
        boolean hasBinary = withoutBinaries || !location.mapping().equals(Mapping.NONE);
        return hasBinary && pattern.matches(location.mapping().filename());
    }

    /** The lines that match, or those that do not. */
    List<Line> linesMatching(boolean matching, List<Line> lines) {
        List<Line> chosen = new ArrayList<>(lines.size());
        for (Line line : lines) {
            if (matches(line) == matching) {
                chosen.add(line);
            }
        }
        return chosen;
    }

    /** The index of the outermost line that matches, -1 for none. */
    int outermostMatch(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (matches(lines.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(Line line) {
        return pattern.matches(line.function().name())
                || pattern.matches(line.function().filename());
    }
}
