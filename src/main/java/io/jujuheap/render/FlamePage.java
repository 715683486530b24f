// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jujuheap.io.HeapOutput;
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
 * Flame graphs as one self-contained HTML file. It draws with the same modules as the sidecar's page and opens from a disk
 * without a network. Its content security policy allows only the scripts in the file.
 */
final class FlamePage {
    /** Each comes after the modules that it imports, because they are joined into one. */
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

    private FlamePage() {}

    /**
     * The file, in UTF-8.
     *
     * @param title what the graphs are of, such as the names of the files
     * @param about facts about the profile to list below the graph, by their names, in their order
     * @param graphs one for each sample type; the first is shown first
     * @throws IllegalArgumentException when there is no graph
     * @throws HeapRoom.ExceededException when there is no room for the file
     */
    static byte[] html(String title, Map<String, String> about, List<FlameGraph> graphs) {
        if (graphs.isEmpty()) {
            throw new IllegalArgumentException("a page needs a graph");
        }
        Map<String, String> facts = new LinkedHashMap<>(about);
        facts.putAll(chosen(graphs.get(0)));
        String style = PageFiles.text("style.css");
        String libraries = libraries();
        String modules = modules();
        Map<String, String> parts = Map.of(
                "POLICY",
                policy(style, List.of(libraries, modules)),
                "TITLE",
                escaped(title),
                "ABOUT",
                terms(facts),
                "STYLE",
                style,
                "LIBRARIES",
                libraries,
                "MODULES",
                modules);
        return filled(parts, graphs.stream().map(FlameGraphView::of).toList());
    }

    /** Returns the filters and the granularity, so that a part of a profile is not taken for the whole. */
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

    /** Replaces all placeholders in one pass, so that inserted text is never taken for a placeholder. */
    private static byte[] filled(Map<String, String> parts, List<FlameGraphView> views) {
        String template = PageFiles.text("flame.html");
        HeapOutput page = new HeapOutput(256 << 10);
        Matcher places = PLACE.matcher(template);
        int end = 0;
        while (places.find()) {
            write(template.substring(end, places.start()), page);
            String place = places.group(1);
            if (place.equals("VIEWS")) {
                // In the form of the sidecar's API. Written directly into the page, because they may be large.
                Json.writeInHtml(views, page);
            } else {
                write(requireNonNull(parts.get(place), place), page);
            }
            end = places.end();
        }
        write(template.substring(end), page);
        return page.toBytes();
    }

    private static void write(String text, HeapOutput page) {
        byte[] utf8 = text.getBytes(UTF_8);
        page.write(utf8, 0, utf8.length);
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
}
