// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM says of its memory when it was started with {@code -XX:NativeMemoryTracking=summary}. Committed is what it has
 * asked for: more than is resident of the archive and of stacks, and without the JVM's own code and malloc's gaps.
 */
final class NativeMemory {
    private static final Pattern CATEGORY =
            Pattern.compile("(?m)^- +([A-Za-z ]+) \\(reserved=[0-9]+KB, committed=([0-9]+)KB\\)");

    /** The categories of HotSpot that are told apart; all others are one. */
    private static final Map<String, String> NAMES = Map.of(
            "Java Heap", "the heap",
            "Shared class space", "the class archive",
            "Metaspace", "metaspace",
            "Class", "metaspace",
            "Code", "code",
            "Thread", "threads",
            "Symbol", "symbols",
            "GC", "the collector");

    private static final String REST = "all else";

    private NativeMemory() {}

    /** A part of it. */
    record Part(String name, double megabytes) {}

    /** The parts of the memory of a running JVM. */
    static List<Part> of(long pid) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), "VM.native_memory", "summary")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return parts(new String(process.getInputStream().readAllBytes(), UTF_8));
    }

    private static List<Part> parts(String summary) throws IOException {
        Map<String, Double> megabytes = new LinkedHashMap<>();
        List.of("the heap", "the class archive", "code", "threads", "metaspace", "symbols", "the collector", REST)
                .forEach(name -> megabytes.put(name, 0.0));
        Matcher category = CATEGORY.matcher(summary);
        double sum = 0;
        while (category.find()) {
            double size = Double.parseDouble(category.group(2)) / 1024;
            megabytes.merge(NAMES.getOrDefault(category.group(1), REST), size, Double::sum);
            sum += size;
        }
        if (sum == 0) {
            throw new IOException("the JVM tells nothing of its memory: " + summary);
        }
        List<Part> parts = new ArrayList<>();
        megabytes.forEach((name, size) -> parts.add(new Part(name, size)));
        return parts;
    }
}
