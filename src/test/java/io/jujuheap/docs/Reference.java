// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the reference page lists.
 *
 * @param optionsOf the options of each command
 * @param metrics the names of the metrics
 * @param paths the paths, with their {@code {parts}}
 * @param settings names of what is set with {@code =}: the charm's options, the parameters of its actions and of the paths
 */
record Reference(Map<String, Set<String>> optionsOf, Set<String> metrics, Set<String> paths, Set<String> settings) {
    static final Path PAGE = Path.of("src/site/markdown/reference.md");

    private static final Pattern COMMAND = Pattern.compile("### `([a-z]+)`");
    private static final Pattern OPTION = Pattern.compile("  (?:-\\w, )?(--[a-z][a-z.-]*).*");
    private static final Pattern FIRST_CELL = Pattern.compile("\\| `([^`]+)` \\|.*");

    static Reference read() {
        Map<String, Set<String>> options = new LinkedHashMap<>();
        Set<String> metrics = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        Set<String> current = new LinkedHashSet<>();
        for (String line : Markdown.read(PAGE).lines()) {
            Matcher command = COMMAND.matcher(line);
            Matcher option = OPTION.matcher(line);
            Matcher cell = FIRST_CELL.matcher(line);
            if (command.matches()) {
                current = new LinkedHashSet<>();
                options.put(command.group(1), current);
            } else if (option.matches()) {
                current.add(option.group(1));
            } else if (cell.matches()) {
                (cell.group(1).startsWith("/") ? paths : metrics).add(cell.group(1));
            }
        }
        return new Reference(options, metrics, paths, settingsOf());
    }

    private static Set<String> settingsOf() {
        Set<String> settings = new LinkedHashSet<>();
        add(settings, "config.yaml", "  ([a-z-]+):");
        add(settings, "actions.yaml", "    ([a-z]+):");
        add(settings, "src/main/resources/io/jujuheap/render/page/openapi.yaml", ".*\\bname: (\\w+).*");
        return settings;
    }

    private static void add(Set<String> names, String file, String line) {
        Pattern named = Pattern.compile(line);
        Markdown.read(Path.of(file)).lines().stream()
                .map(named::matcher)
                .filter(Matcher::matches)
                .forEach(found -> names.add(found.group(1)));
    }

    Set<String> optionsOf(String command) {
        return optionsOf.getOrDefault(command, Set.of());
    }

    Set<String> options() {
        Set<String> all = new LinkedHashSet<>(Set.of("--version", "--description", "--help"));
        optionsOf.values().forEach(all::addAll);
        return all;
    }

    /** Whether there is this metric, or, when it ends in an underscore, one that begins so. */
    boolean hasMetric(String name) {
        return metrics.stream().anyMatch(metric -> name.endsWith("_") ? metric.startsWith(name) : metric.equals(name));
    }

    /** Whether there is this path, or, when it ends in {@code *}, one that begins so. */
    boolean hasPath(String path) {
        return paths.stream()
                .anyMatch(known -> path.endsWith("*")
                        ? known.startsWith(path.substring(0, path.length() - 1))
                        : path.matches(known.replaceAll("\\{[^}]*}", "[^/]+")));
    }
}
