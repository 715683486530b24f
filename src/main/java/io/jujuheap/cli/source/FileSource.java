// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.io.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A profile file, or standard input.
 *
 * @param name a path, or {@code -} for standard input
 */
record FileSource(String name) implements Source {
    static final String STANDARD_INPUT = "-";

    private static final Pattern HOST_AND_PORT = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:]+]):\\d{1,5}(/.*)?");

    /** The most bytes of one read: Java copies them through a buffer of the same size outside the heap. */
    private static final int PIECE = 1 << 18;

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        return name.equals(STANDARD_INPUT) ? standardInput(context) : file(Path.of(name), context);
    }

    private static byte[] standardInput(SourceContext context) throws FailureException {
        try {
            return context.readAll(context.console().in(), "standard input");
        } catch (IOException e) {
            throw new FailureException("cannot read standard input: " + e.getMessage(), e);
        }
    }

    private static byte[] file(Path file, SourceContext context) throws FailureException {
        if (Files.isDirectory(file)) {
            throw new FailureException(file + " is a directory, not a profile: name the files in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // A pipe or a device has no size of its own.
            return Files.isRegularFile(file) && Files.size(file) < context.maxBytes()
                    ? read(in, (int) Files.size(file))
                    : context.readAll(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new FailureException(missing(file.toString()), e);
        } catch (AccessDeniedException e) {
            throw new FailureException("no permission to read " + file + "; try sudo", e);
        } catch (IOException e) {
            throw new FailureException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String missing(String word) {
        return HOST_AND_PORT.matcher(word).matches()
                ? "there is no file " + word + "; for the server write http://" + word
                : "there is no file " + word + ", and no agent, socket or URL is written like that";
    }

    /** Reads a file that had {@code expected} bytes a moment ago. */
    private static byte[] read(InputStream in, int expected) throws IOException {
        byte[] bytes = new byte[expected];
        int count = 0;
        int piece;
        do {
            piece = in.readNBytes(bytes, count, Math.min(PIECE, expected - count));
            count += piece;
        } while (piece > 0);
        return count == expected ? bytes : Arrays.copyOf(bytes, count);
    }
}
