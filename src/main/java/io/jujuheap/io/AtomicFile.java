// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Writes files atomically: after any failure, a file is complete or absent. */
public final class AtomicFile {
    private static final String TEMPORARY = ".tmp";

    private final Disk disk;

    public AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /** Returns the target's name if the name is that of a temporary file; otherwise empty. */
    public static Optional<String> targetOf(String name) {
        return name.startsWith(".") && name.endsWith(TEMPORARY)
                ? Optional.of(name.substring(1, name.length() - TEMPORARY.length()))
                : Optional.empty();
    }

    /** Returns where a file is written before it gets its name: the same directory, because only there a move is atomic. */
    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + TEMPORARY);
    }

    /**
     * Writes a file under a temporary name, flushes it to disk, reads it back and renames it. The name itself is on
     * disk only after {@link Disk#sync} of the directory. After an exception there is no file, or the previous one.
     */
    public void write(Path target, byte[] bytes) throws IOException {
        Path temporary = temporary(target);
        try {
            disk.delete(temporary);
            writeAndForce(temporary, bytes);
            compare(temporary, bytes);
            disk.move(temporary, target);
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, temporary);
            throw e;
        }
    }

    private void writeAndForce(Path temporary, byte[] bytes) throws IOException {
        try (Disk.Output out = disk.create(temporary)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            // A nearly full disk accepts a part without an error. The next write of the loop fails.
            while (rest.hasRemaining()) {
                if (out.write(rest) <= 0) {
                    throw new IOException("the disk takes no more bytes of " + temporary);
                }
            }
            out.force();
        }
    }

    private void compare(Path temporary, byte[] bytes) throws IOException {
        if (!Arrays.equals(disk.read(temporary, bytes.length + 1L), bytes)) {
            throw new IOException("the read-back does not match what was written to " + temporary);
        }
    }

    private void deleteAfter(Exception cause, Path temporary) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e); // the next start deletes it
        }
    }
}
