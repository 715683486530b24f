// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small file system of its own, mounted for one test. */
public record SmallDisk(Path path) implements AutoCloseable {
    /** A tmpfs under {@code parent}, empty where this process may not mount. */
    public static Optional<SmallDisk> mount(Path parent, String options) throws IOException {
        Path path = Files.createDirectory(parent.resolve("disk"));
        return run("mount", "-t", "tmpfs", "-o", options + ",mode=700", "tmpfs", path.toString())
                ? Optional.of(new SmallDisk(path))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (!run("umount", path.toString())) {
            throw new IOException("cannot unmount " + path);
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
