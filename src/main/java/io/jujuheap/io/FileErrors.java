// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in words why the disk failed, and reads the words of Java: for most errors it has no more, in the C locale's wording. */
public final class FileErrors {
    private FileErrors() {}

    /** The reason alone, for the end of a sentence that already names the path. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + e.getMessage();
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "something else is in the way at " + e.getMessage() + ", move it away";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason() + " (" + f.getFile() + ")";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Whether a part of the path that should be a directory is something else. */
    static boolean meansNotDirectory(FileSystemException e) {
        return "Not a directory".equals(e.getReason());
    }

    /** Whether the disk, or the owner's share of it, is full. */
    public static boolean meansNoSpace(IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        return reason.contains("no space left") || reason.contains("quota exceeded");
    }
}
