// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the names of models and units, and addresses, by placeholders. A name gets the same placeholder in the whole
 * bundle. All texts have to be scanned first, because a name that is recognizable in one text may stand alone in
 * another.
 */
final class Redactor {
    /** Names that Juju itself uses, so they reveal nothing about a model. */
    private static final Set<String> OF_JUJU = Set.of(
            "controller", "machine", "unit", "application", "model", "juju", "user", "agent", "debug", "default");

    private static final String APPLICATION = "[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*";

    /** Patterns that are replaced everywhere, with the names of their placeholders. */
    private static final Map<String, Pattern> FORMS = forms();

    /** The application of a unit, as mysql/0 or as the tag unit-mysql-0. */
    private static final List<Pattern> APPLICATIONS = List.of(
            Pattern.compile("(?<![\\w./-])(" + APPLICATION + ")/\\d+(?![\\w./-])"),
            Pattern.compile("(?<![\\w-])unit-(" + APPLICATION + ")-\\d+(?![\\w])"),
            Pattern.compile("(?<![\\w-])application-(" + APPLICATION + ")(?![\\w-])"));

    /** A model, user or host by the key of a label of metrics, or of YAML. */
    private static final Pattern KEYED =
            Pattern.compile("\\b(?:model|model_name|model-name|host|hostname|application|unit|owner|user)"
                    + "(?:=\"|: *\"?)([A-Za-z0-9][A-Za-z0-9@./_-]*)");

    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    private static Map<String, Pattern> forms() {
        Map<String, Pattern> forms = new LinkedHashMap<>();
        forms.put("uuid", Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b"));
        forms.put("host", Pattern.compile("\\bjuju-[0-9a-f]{6}-[0-9a-z-]*\\d\\b"));
        forms.put(
                "address",
                Pattern.compile("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]*\\w)"
                        + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\\w:])"
                        + "|(?<![\\w:])(?=[0-9a-fA-F:]*::)[0-9a-fA-F:]{3,39}(?![\\w:])"
                        + "|(?<![\\w/.-])[a-z0-9-]+(?:\\.[a-z0-9-]+)+(?<!\\.go)(?=:\\d{2,5}\\b)"));
        return forms;
    }

    /** Adds a name from another source, such as the model of the command line. */
    void know(String name) {
        if (!name.isEmpty() && !OF_JUJU.contains(name)) {
            names.add(name);
        }
    }

    /** Collects names from a text. */
    void learn(String text) {
        for (Pattern application : APPLICATIONS) {
            application.matcher(text).results().map(found -> found.group(1)).forEach(this::know);
        }
        KEYED.matcher(text).results().map(found -> found.group(1)).forEach(value -> {
            for (String part : value.split("[/@]", -1)) {
                know(part.matches("\\d*") ? "" : part);
            }
        });
    }

    /** Returns the text with placeholders. */
    String redacted(String text) {
        String result = text;
        for (Map.Entry<String, Pattern> form : FORMS.entrySet()) {
            String kind = form.getKey();
            result = form.getValue().matcher(result).replaceAll(found -> placeholder(kind, found));
        }
        if (names.isEmpty()) {
            return result;
        }
        String all = names.stream()
                .sorted((one, other) -> other.length() - one.length())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![A-Za-z0-9])(?:" + all + ")(?![A-Za-z0-9])")
                .matcher(result)
                .replaceAll(found -> placeholder("name", found));
    }

    private String placeholder(String kind, MatchResult found) {
        return Matcher.quoteReplacement(
                placeholders.computeIfAbsent(found.group(), name -> kind + counts.merge(kind, 1, Integer::sum)));
    }
}
