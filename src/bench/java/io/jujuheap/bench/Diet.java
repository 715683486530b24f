// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.testkit.GoAgent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * {@code make diet}: what each library costs the sidecar. Classes are counted as the JVM loads them, up to the first answer
 * and after mixed requests. The bytes are those of the files of the loaded classes: their memory grows with them. The time of
 * the start, without a class archive, goes to the library whose class was loaded last: to load it, and to run what it is for.
 */
public final class Diet {
    private static final Pattern LOADED =
            Pattern.compile("\\[([0-9]+)ns\\] ([\\w.$/]+)(?:\\$\\$\\S+|/0x\\S+)? source: .*");

    private static final String JDK = "the JDK";

    private Diet() {}

    /** A class was loaded, so long after the JVM started. */
    private record Load(String type, long nanos) {}

    /** What one jar costs. */
    private static final class Cost {
        private long jarBytes;
        private int classes;
        private int loadedFirst;
        private double startMillis;
        private int loaded;
        private long loadedBytes;
    }

    /** Prints the table. */
    public static void main(String[] arguments) throws Exception {
        Workspace workspace = new Workspace();
        Path log = workspace.folder().resolve("diet.classes");
        List<Load> first;
        try (GoAgent agent = Workspace.agent(workspace.folder().resolve("diet.socket"), 1_000);
                ServerProcess sidecar = SidecarProgram.onJava17()
                        .with("-Xlog:class+load:file=" + log + ":uptimenanos:filecount=0")
                        .start(agent, workspace.folder(), "diet")) {
            first = loaded(log);
            MixedRequests.ask(sidecar, 10);
        }
        print(costs(first, loaded(log)));
    }

    /** The classes of a log of the JVM; what is made at run time, such as a lambda, counts for the class that needs it. */
    private static List<Load> loaded(Path log) throws IOException {
        List<Load> loads = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher matcher = LOADED.matcher(line);
            if (matcher.matches()) {
                loads.add(new Load(matcher.group(2), Long.parseLong(matcher.group(1))));
            }
        }
        return loads;
    }

    private static Map<String, Cost> costs(List<Load> first, List<Load> all) throws IOException {
        Map<String, Cost> costs = new TreeMap<>();
        Map<String, String> owners = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        for (Path jar : libraries()) {
            String name = jar.getFileName().toString().replaceAll("-[0-9][^/]*\\.jar$", "");
            Cost cost = costs.computeIfAbsent(name, none -> new Cost());
            cost.jarBytes += Files.size(jar);
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .filter(entry -> entry.getName().endsWith(".class"))
                        .forEach(entry -> {
                            String type = className(entry);
                            cost.classes++;
                            owners.putIfAbsent(type, name);
                            sizes.putIfAbsent(type, entry.getSize());
                        });
            }
        }
        Function<String, Cost> costOf =
                type -> costs.computeIfAbsent(owners.getOrDefault(type, JDK), none -> new Cost());
        for (String type : types(all)) {
            costOf.apply(type).loaded++;
            costOf.apply(type).loadedBytes += sizes.getOrDefault(type, 0L);
        }
        types(first).forEach(type -> costOf.apply(type).loadedFirst++);
        for (int i = 0; i + 1 < first.size(); i++) {
            costOf.apply(first.get(i).type()).startMillis +=
                    (first.get(i + 1).nanos() - first.get(i).nanos()) / 1e6;
        }
        return costs;
    }

    private static Set<String> types(List<Load> loads) {
        return loads.stream().map(Load::type).collect(Collectors.toSet());
    }

    private static String className(ZipEntry entry) {
        String path = entry.getName();
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }

    /** The program as built, before the libraries are shaded into it, and the libraries that are. */
    private static List<Path> libraries() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (var built = Files.newDirectoryStream(Path.of("target"), "juju-heap-[0-9]*.jar")) {
            built.forEach(jars::add);
        }
        try (JarFile shaded = new JarFile(Path.of("target", "juju-heap.jar").toFile())) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (entry.endsWith(".jar") && isPartOf(shaded, Path.of(entry))) {
                    jars.add(Path.of(entry));
                }
            }
        }
        return jars;
    }

    private static boolean isPartOf(JarFile shaded, Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().endsWith(".class")
                            && !entry.getName().endsWith("-info.class")
                            && !entry.getName().startsWith("META-INF/"))
                    .findFirst()
                    .filter(entry -> shaded.getEntry(entry.getName()) != null)
                    .isPresent();
        }
    }

    private static void print(Map<String, Cost> costs) {
        System.out.printf(
                "%-44s %8s %8s | %14s %9s | %14s %14s%n",
                "", "jar, kB", "classes", "first answer", "start, ms", "mixed requests", "loaded, kB");
        costs.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Cost> entry) -> -entry.getValue().loaded))
                .forEach(entry -> {
                    Cost cost = entry.getValue();
                    System.out.printf(
                            "%-44s %8s %8s | %14d %9.0f | %14d %14s%n",
                            entry.getKey(),
                            cost.jarBytes == 0 ? "" : cost.jarBytes / 1000,
                            cost.jarBytes == 0 ? "" : cost.classes,
                            cost.loadedFirst,
                            cost.startMillis,
                            cost.loaded,
                            cost.jarBytes == 0 ? "" : cost.loadedBytes / 1000);
                });
    }
}
