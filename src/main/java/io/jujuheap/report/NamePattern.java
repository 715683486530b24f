// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jujuheap.io.UsageException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A regular expression of the user's, in RE2 syntax: matching takes time linear in the name, whatever the expression,
 * and expressions that would compile to something huge are refused. A profile has far fewer names than places with
 * names, so results are cached.
 */
final class NamePattern {
    private static final int MAX_LENGTH = 4000;
    private static final int MAX_NESTING = 250;
    private static final int MAX_EXPANDED_LENGTH = 50_000;

    private final Pattern pattern;
    private final Map<String, Boolean> answers = new HashMap<>();

    private NamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * The pattern of an option.
     *
     * @param option the name of the option, for the error
     * @throws UsageException when it is not a regular expression, or is too large
     */
    static NamePattern of(String option, String regex) {
        if (isTooLarge(regex)) {
            throw new UsageException("the regular expression given for " + option + " is too large: use at most "
                    + MAX_LENGTH + " characters, " + MAX_NESTING + " nested brackets and small repetitions");
        }
        try {
            return new NamePattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new UsageException(
                    "\"" + regex + "\", given for " + option + ", is not a regular expression in RE2 syntax: "
                            + e.getDescription(),
                    e);
        }
    }

    /**
     * Returns the predicate of a search: names that contain the text, ignoring case, or match it as an expression if it
     * is one.
     */
    static Predicate<String> search(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        Predicate<String> holdsText = name -> name.toLowerCase(Locale.ROOT).contains(plain);
        try {
            return holdsText.or(of("search", "(?i)" + text)::matches);
        } catch (UsageException e) {
            return holdsText;
        }
    }

    /** Whether it matches somewhere in the name. */
    boolean matches(String name) {
        Boolean known = answers.get(name);
        if (known == null) {
            known = pattern.matcher(name).find();
            answers.put(name, known);
        }
        return known;
    }

    private static boolean isTooLarge(String regex) {
        return regex.length() > MAX_LENGTH
                || nesting(regex) > MAX_NESTING
                || expandedLength(regex) > MAX_EXPANDED_LENGTH;
    }

    private static int nesting(String regex) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /**
     * Returns an upper bound of the length of the expression with its repetitions expanded, which limits the cost of
     * compiling it.
     */
    private static double expandedLength(String regex) {
        double length = regex.length();
        int open = regex.indexOf('{');
        while (open >= 0) {
            length *= Math.max(1, repetitions(regex, open + 1));
            open = regex.indexOf('{', open + 1);
        }
        return length;
    }

    /** The largest number in {@code 2}, {@code 2,} or {@code 2,5} at {@code start}. */
    private static int repetitions(String regex, int start) {
        int largest = 0;
        int number = 0;
        for (int i = start; i < regex.length() && isPartOfCount(regex.charAt(i)); i++) {
            boolean digit = regex.charAt(i) != ',';
            number = digit ? Math.min(number * 10 + regex.charAt(i) - '0', MAX_EXPANDED_LENGTH) : 0;
            largest = Math.max(largest, number);
        }
        return largest;
    }

    private static boolean isPartOfCount(char c) {
        return c == ',' || (c >= '0' && c <= '9');
    }
}
