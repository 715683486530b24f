// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Files that exist whole or not at all, whatever happens while they are written. */
final class AtomicFile {
    private final Disk disk;

    AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * Writes a file under a temporary name, forces it to the medium, reads it back and gives it its name. The name
     * itself is on the medium only after {@link Disk#sync} of the directory. After an exception there is no file, or
     * the one that was there before.
     */
    void write(Path target, byte[] bytes) throws IOException {
        Path temporary = Layout.temporary(target);
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
            // A nearly full disk takes a part and reports no error: only a loop meets the error.
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
            throw new IOException("the disk gives back other bytes than were written to " + temporary);
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
