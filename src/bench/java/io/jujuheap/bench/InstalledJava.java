// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java on this machine.
 *
 * @param release such as 17
 */
record InstalledJava(Path home, int release) {
    private static final Path ALL = Path.of("/usr/lib/jvm");

    /** One Java of each of these releases that is installed; says which are not. */
    static List<InstalledJava> oneOfEach(int... releases) throws IOException {
        List<InstalledJava> found = new ArrayList<>();
        for (int release : releases) {
            Optional<InstalledJava> java = all().stream()
                    .filter(candidate -> candidate.release == release)
                    .findFirst();
            java.ifPresentOrElse(
                    found::add,
                    () -> System.out.println(
                            "no Java " + release + " under " + ALL + ", so its rows are missing: install openjdk-"
                                    + release + "-jdk or temurin-" + release + "-jdk"));
        }
        return found;
    }

    private static List<InstalledJava> all() throws IOException {
        try (Stream<Path> homes = Files.list(ALL)) {
            return homes.sorted()
                    .filter(home -> Files.isRegularFile(home.resolve("release")))
                    .map(home -> new InstalledJava(home, release(home.resolve("release"))))
                    .toList();
        }
    }

    private static int release(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            return 0;
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }
}
