// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.io.Programs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The real charm, made once for all tests from the jar that Maven packaged. */
public final class BuiltCharm {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path CHARM = build();

    private BuiltCharm() {}

    public static Path path() {
        return CHARM;
    }

    /** Makes a later version of the same charm in a folder. */
    public static Path next(Path folder) throws IOException {
        Path next = Files.copy(CHARM, folder.resolve("next.charm"));
        try (FileSystem zip = FileSystems.newFileSystem(next, Map.of("enablePosixFileAttributes", "true"))) {
            Path version = zip.getPath("version");
            Files.writeString(version, Files.readString(version).strip() + "-next\n");
        }
        return next;
    }

    /** Builds the charm once more, at another time, in another folder, with another umask and locale. */
    public static Path again(Path folder) {
        return build(folder.resolve("again.charm"), "umask 077; TZ=Asia/Tokyo LC_ALL=C.UTF-8 exec \"$0\" \"$@\"");
    }

    private static Path build() {
        return build(jar().resolveSibling("juju-heap.charm"), "exec \"$0\" \"$@\"");
    }

    private static Path jar() {
        return Path.of(System.getProperty("jujuheap.jar", "target/juju-heap.jar"))
                .toAbsolutePath();
    }

    private static Path build(Path charm, String script) {
        Programs.Result result = new Subprocess(
                        List.of("sh", "-c", script, "charm/build", jar().toString(), charm.toString()), "", LIMIT)
                .tryRun();
        if (result.exitCode() != 0) {
            throw new AssertionError("charm/build failed: " + result.output() + result.error());
        }
        return charm;
    }
}
