// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the most similar word, for suggestions. */
public final class Nearest {
    /** Up to this length, dashes included, a word is the start of too many options to guess one. */
    private static final int SHORTEST_PREFIX = 4;

    private Nearest() {}

    /**
     * Returns the shortest candidate that begins with {@code word}, otherwise the one with the fewest edits, unless
     * these are more than a third of the letters.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        Optional<String> longer = candidates.stream()
                .filter(candidate -> word.length() > SHORTEST_PREFIX && candidate.startsWith(word))
                .min(Comparator.comparingInt(String::length));
        if (longer.isPresent()) {
            return longer;
        }
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3));
    }

    /** Returns how many letters have to be inserted, deleted, substituted or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(a, b, i, j, edits);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int fewest(String a, String b, int i, int j, int[][] edits) {
        int substituted = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(substituted, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
