// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own, mounted for one test. */
public record SmallDisk(Path path) implements AutoCloseable {
    /**
     * Mounts a tmpfs under {@code parent}. Where this process may not mount, the test fails and says how it may: a test
     * that passes without having run shows nothing.
     */
    public static SmallDisk mount(Path parent, String options) throws IOException {
        Path path = Files.createDirectory(parent.resolve("disk"));
        if (!run("mount", "-t", "tmpfs", "-o", options + ",mode=700", "tmpfs", path.toString())) {
            throw new AssertionError("a tmpfs cannot be mounted at " + path
                    + ": run this test as root, or below unshare --map-root-user --mount");
        }
        return new SmallDisk(path);
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
