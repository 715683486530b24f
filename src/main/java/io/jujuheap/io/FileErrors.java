// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Describes file errors in words. Java has exception types for a few errors only. For the others this class parses the
 * C library's message.
 */
public final class FileErrors {
    private FileErrors() {}

    /**
     * Returns the reason, for the end of a sentence that names a path.
     *
     * @param named the path that the sentence names; another one that failed is named in the reason
     */
    public static String reason(IOException e, Path named) {
        if (!(e instanceof FileSystemException failure) || failure.getFile() == null) {
            String message = e.getMessage();
            return message == null ? e.getClass().getSimpleName() : message;
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "something else is in the way at " + failure.getFile() + ", move it away";
        }
        String reason = reason(failure);
        return failure.getFile().equals(named.toString()) ? reason : reason + " (" + failure.getFile() + ")";
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    /** Tells whether a part of the path that should be a directory is something else. */
    static boolean meansNotDirectory(FileSystemException e) {
        return "Not a directory".equals(e.getReason());
    }

    /** Tells whether the disk, or the owner's share of it, is full. */
    public static boolean meansNoSpace(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
