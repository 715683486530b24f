// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects samples by their labels: {@code [KEY=]RANGE} by numbers, {@code [KEY=]REGEX,REGEX…} by texts. Without a key,
 * every regular expression must match some {@code key:text}; with one, any of them a text of that key.
 */
final class TagFilter {
    private final LabelUnits units;
    private final @Nullable String key;
    private final @Nullable TagRange range;
    private final List<NamePattern> patterns = new ArrayList<>();

    private TagFilter(String option, String expression, LabelUnits units) {
        this.units = units;
        int equals = expression.indexOf('=');
        this.key = equals < 0 ? null : expression.substring(0, equals);
        String values = expression.substring(equals + 1);
        this.range = TagRange.parse(values);
        if (range == null) {
            for (String regex : values.split(",", -1)) {
                patterns.add(NamePattern.of(option, regex));
            }
        }
    }

    /** The samples that match tagfocus and do not match tagignore. */
    static Profile apply(Filters filters, LabelUnits units, Profile profile) {
        Samples samples = profile.samples();
        boolean[] isChosen = new boolean[samples.labelSets().size()];
        TagFilter focus = of("tagfocus", filters.tagFocus(), units);
        TagFilter ignore = of("tagignore", filters.tagIgnore(), units);
        for (int set = 0; set < isChosen.length; set++) {
            List<Label> labels = samples.labelSets().get(set);
            boolean focused = focus == null || focus.matches(labels);
            isChosen[set] = focused && (ignore == null || !ignore.matches(labels));
        }
        StackCopier copier = new StackCopier(profile);
        for (int sample = 0; sample < samples.count(); sample++) {
            if (isChosen[samples.labelSet(sample)]) {
                copier.copy(sample, samples.stackStart(sample), samples.stackEnd(sample));
            }
        }
        return copier.build(profile.locations());
    }

    private static @Nullable TagFilter of(String option, String expression, LabelUnits units) {
        return expression.isEmpty() ? null : new TagFilter(option, expression, units);
    }

    private boolean matches(List<Label> labels) {
        if (range != null) {
            return anyInRange(labels, range);
        }
        return key == null ? allMatchSome(labels) : anyMatches(labels, key);
    }

    private boolean anyInRange(List<Label> labels, TagRange wanted) {
        for (Label label : labels) {
            boolean candidate = !label.isText() && (key == null || key.equals(label.key()));
            if (candidate && wanted.contains(label.number(), units.of(label.key()))) {
                return true;
            }
        }
        return false;
    }

    private boolean allMatchSome(List<Label> labels) {
        for (NamePattern pattern : patterns) {
            boolean matched = false;
            for (Label label : labels) {
                matched |= label.isText() && pattern.matches(label.key() + ":" + label.text());
            }
            if (!matched) {
                return false;
            }
        }
        return true;
    }

    private boolean anyMatches(List<Label> labels, String wantedKey) {
        for (Label label : labels) {
            for (NamePattern pattern : patterns) {
                if (label.isText() && label.key().equals(wantedKey) && pattern.matches(label.text())) {
                    return true;
                }
            }
        }
        return false;
    }
}
