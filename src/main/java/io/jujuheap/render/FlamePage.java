// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.Sha256;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.Granularity;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Flame graphs as one HTML file that needs nothing else: it draws with the same modules as the sidecar's page, opens from a
 * disk without a network, and its content security policy lets no other script run than those it came with.
 */
public final class FlamePage {
    /** Each after those it imports, for they become one module. */
    private static final List<String> MODULES = List.of(
            "units.js",
            "names.js",
            "dom.js",
            "state.js",
            "frames.js",
            "flamegraph.js",
            "top.js",
            "picture.js",
            "explorer.js",
            "flame.js");

    private static final List<String> LIBRARIES = List.of("d3-hierarchy", "d3-selection");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");
    private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

    /** What a character of the graphs takes while the page is put together: in copies, and in a buffer that grows. */
    private static final long VIEWS_BYTES = 10;

    private FlamePage() {}

    /**
     * The file's text, to be written as UTF-8.
     *
     * @param title what the graphs are of, such as the names of the files
     * @param about facts about the profile to list below the graph, by their names, in their order
     * @param graphs one for each sample type; the first is shown first
     * @throws IllegalArgumentException when there is no graph
     */
    public static String html(String title, Map<String, String> about, List<FlameGraph> graphs) {
        if (graphs.isEmpty()) {
            throw new IllegalArgumentException("a page needs a graph");
        }
        String views = views(graphs);
        Map<String, String> facts = new LinkedHashMap<>(about);
        facts.putAll(chosen(graphs.get(0)));
        return HeapRoom.within(views.length() * VIEWS_BYTES, () -> html(title, facts, views));
    }

    /** Returns what was asked of the profile, if anything: a part of it must not pass for all of it. */
    private static Map<String, String> chosen(FlameGraph graph) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!graph.legend().activeFilters().isEmpty()) {
            facts.put("Filters", String.join(", ", graph.legend().activeFilters()));
        }
        if (graph.granularity() != Granularity.FUNCTIONS) {
            facts.put("A frame for each of its", graph.granularity().toString());
        }
        return facts;
    }

    private static String html(String title, Map<String, String> about, String views) {
        String style = PageFiles.text("style.css");
        String libraries = libraries();
        String modules = modules();
        return filled(Map.of(
                "POLICY", policy(style, List.of(libraries, modules)),
                "TITLE", escaped(title),
                "ABOUT", terms(about),
                "STYLE", style,
                "VIEWS", views,
                "LIBRARIES", libraries,
                "MODULES", modules));
    }

    /**
     * Fills all places at once, so that nothing that is filled in is taken for a place. The text gets its whole length at once: one
     * character beyond Latin-1 doubles what it takes, and growth by copies would take it three times more.
     */
    private static String filled(Map<String, String> parts) {
        String template = PageFiles.text("flame.html");
        int length = parts.values().stream().mapToInt(String::length).sum();
        StringBuilder page = new StringBuilder(template.length() + length);
        Matcher places = PLACE.matcher(template);
        int end = 0;
        while (places.find()) {
            page.append(template, end, places.start()).append(parts.get(places.group(1)));
            end = places.end();
        }
        return page.append(template, end, template.length()).toString();
    }

    private static String policy(String style, List<String> scripts) {
        String allowed = scripts.stream().map(FlamePage::source).collect(Collectors.joining(" "));
        return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + source(style) + "; script-src "
                + allowed;
    }

    private static String source(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
    }

    private static String libraries() {
        return LIBRARIES.stream()
                .map(name -> "/*\n" + PageFiles.text(name + "-LICENSE.txt") + "*/\n" + PageFiles.text(name + ".min.js"))
                .collect(Collectors.joining("\n"));
    }

    private static String modules() {
        String all = MODULES.stream().map(PageFiles::text).collect(Collectors.joining("\n"));
        return EXPORT.matcher(IMPORT.matcher(all).replaceAll("")).replaceAll("");
    }

    private static String terms(Map<String, String> about) {
        return about.entrySet().stream()
                .map(fact ->
                        "<dt>" + escaped(fact.getKey()) + "</dt><dd><bdi>" + escaped(fact.getValue()) + "</bdi></dd>")
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The graphs as the sidecar's interface has them. In JSON within HTML, no name can end the element without "<". */
    private static String views(List<FlameGraph> graphs) {
        List<FlameGraphView> views = graphs.stream().map(FlameGraphView::of).toList();
        return Json.text(views).replace("<", "\\u003c");
    }
}
