// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jujuheap.profile.UsageException;
import java.util.HashMap;
import java.util.Map;

/**
 * A regular expression of the user's, in RE2 syntax: matching takes time linear in the name, whatever the expression. A
 * profile has far fewer names than places that carry them, so answers are remembered.
 */
final class NamePattern {
    private final Pattern pattern;
    private final Map<String, Boolean> answers = new HashMap<>();

    private NamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * The pattern of an option.
     *
     * @param option the name of the option, for the error
     * @throws UsageException when it is no regular expression
     */
    static NamePattern of(String option, String regex) {
        try {
            return new NamePattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new UsageException(
                    "\"" + regex + "\", given for " + option + ", is not a regular expression in RE2 syntax: "
                            + e.getDescription(),
                    e);
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
}
