// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.http.config.SourceLinks;
import io.jujuheap.io.Sha256;
import io.jujuheap.render.Json;
import io.jujuheap.render.PageFiles;
import jakarta.ws.rs.core.EntityTag;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The files that come with the program, the parts of the page and the description of the interface, and
 * {@code sources.json}, which is made from the settings. They are looked up in a fixed list of names, so no request
 * becomes a path.
 */
final class StaticFiles {
    private static final String INDEX = "index.html";

    private static final List<String> NAMES = List.of(
            INDEX,
            "openapi.yaml",
            "style.css",
            "icon.svg",
            "answer.js",
            "api.js",
            "agents.js",
            "callers.js",
            "copy.js",
            "dom.js",
            "drag.js",
            "explorer.js",
            "filters.js",
            "flamegraph.js",
            "frames.js",
            "goroutines.js",
            "login.js",
            "main.js",
            "metrics.js",
            "moments.js",
            "names.js",
            "overtime.js",
            "picture.js",
            "questions.js",
            "range.js",
            "source.js",
            "stack.js",
            "state.js",
            "take.js",
            "timeline.js",
            "top.js",
            "units.js",
            "verdicts.js",
            "d3-hierarchy.min.js",
            "d3-selection.min.js",
            "uPlot.iife.min.js",
            "uPlot.min.css");

    private static final String SOURCES = "sources.json";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "yaml", "application/yaml; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "js", "text/javascript; charset=utf-8");

    private final Map<String, StaticFile> loaded = new ConcurrentHashMap<>();

    StaticFiles(SourceLinks sources) {
        byte[] templates = Json.text(sources.templates()).getBytes(StandardCharsets.UTF_8);
        loaded.put(SOURCES, StaticFile.of(templates, type(SOURCES)));
    }

    /** A file, its type, and a tag that changes with its bytes; a weak tag, because the file is sent plain and gzipped. */
    @SuppressWarnings("ArrayRecordComponent") // only ever sent, never compared
    record StaticFile(byte[] bytes, String type, EntityTag tag) {
        static StaticFile of(byte[] bytes, String type) {
            return new StaticFile(bytes, type, new EntityTag(HexFormat.of().formatHex(Sha256.of(bytes), 0, 12), true));
        }
    }

    Optional<StaticFile> find(String name) {
        return NAMES.contains(name) || name.equals(SOURCES)
                ? Optional.of(loaded.computeIfAbsent(name, StaticFiles::load))
                : Optional.empty();
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static StaticFile load(String name) {
        byte[] bytes = PageFiles.bytes(name);
        return StaticFile.of(name.equals(INDEX) ? withPreloads(bytes) : bytes, type(name));
    }

    /** Names all modules in the page itself: a browser would find them only import by import, one round trip after the other. */
    private static byte[] withPreloads(byte[] index) {
        String links = NAMES.stream()
                .filter(StaticFiles::isModule)
                .map(name -> "<link rel=\"modulepreload\" href=\"/page/" + name + "\">")
                .collect(Collectors.joining("\n"));
        return new String(index, StandardCharsets.UTF_8)
                .replace("@PRELOADS@", links)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a file is a module of the page, not a library, of which only minified builds are here. */
    private static boolean isModule(String name) {
        return name.endsWith(".js") && !name.endsWith(".min.js");
    }
}
