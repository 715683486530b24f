// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The real charm, made once for all tests from the jar that Maven packaged. */
public final class BuiltCharm {
    private static final Path CHARM = build();

    private BuiltCharm() {}

    public static Path path() {
        return CHARM;
    }

    /** The same charm as a later version, put into a folder. */
    public static Path next(Path folder) throws IOException {
        Path next = Files.copy(CHARM, folder.resolve("next.charm"));
        try (FileSystem zip = FileSystems.newFileSystem(next, Map.of("enablePosixFileAttributes", "true"))) {
            Path version = zip.getPath("version");
            Files.writeString(version, Files.readString(version).strip() + "-next\n");
        }
        return next;
    }

    private static Path build() {
        Path jar = Path.of(System.getProperty("jujuheap.jar", "target/juju-heap.jar"))
                .toAbsolutePath();
        Path charm = jar.resolveSibling("juju-heap.charm");
        try {
            Path log = Files.createTempFile("charm-build", ".log");
            int exitCode = new ProcessBuilder("charm/build", jar.toString(), charm.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            String output = Files.readString(log);
            Files.delete(log);
            if (exitCode != 0) {
                throw new AssertionError("charm/build failed: " + output);
            }
            return charm;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("charm/build cannot be run", e);
        }
    }
}
