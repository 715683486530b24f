// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that a command writes its result to. The file is replaced atomically.
 *
 * @param name a path, or {@code -} for standard output
 */
public record OutputFile(String name) {
    /** Returns the option that names the file; {@code argument} is its name in help. */
    public static Opt option(String argument) {
        return Opt.value("output", argument, "where to write; - for standard output")
                .letter('o');
    }

    /**
     * Returns the file that a command line names.
     *
     * @throws UsageException when no file is named: binary output is not written to a terminal
     */
    public static OutputFile of(Arguments arguments, Opt option) {
        return new OutputFile(arguments
                .text(option)
                .filter(name -> !name.isEmpty())
                .orElseThrow(
                        () -> new UsageException("needs -o " + option.argument() + ", or -o - for standard output")));
    }

    /**
     * Writes the whole result.
     *
     * @throws FailureException as {@link #write(Path, byte[])} does
     */
    public void write(byte[] bytes, Console console) throws FailureException {
        if (!name.equals("-")) {
            write(Path.of(name), bytes);
            console.tell("wrote " + name + " (" + bytes.length + " bytes)");
        } else if (console.isTerminal() && isBinary(bytes)) {
            throw new FailureException(
                    "this is binary data, which a terminal cannot show: write it to a file with -o FILE");
        } else {
            console.out().write(bytes, 0, bytes.length);
        }
    }

    private static boolean isBinary(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < '\t') {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes {@code bytes} to {@code file}, which is replaced atomically.
     *
     * @throws FailureException with a sentence, when the folder is missing or not writable or the disk is full; then
     *     the file is unchanged
     */
    public static void write(Path file, byte[] bytes) throws FailureException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A device or a pipe, as in -o /dev/stdout, is written, not replaced.
            writeThrough(file, bytes);
            return;
        }
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            writeWhole(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void writeThrough(Path file, byte[] bytes) throws FailureException {
        if (Files.isDirectory(file)) {
            throw new FailureException(file + " is a directory; name a file in it");
        }
        try {
            Files.write(file, bytes, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** In a loop: on a full disk a single write may store a part and report no error. */
    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static FailureException failure(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new FailureException("the folder of " + file + " does not exist", e);
        }
        if (e instanceof AccessDeniedException) {
            return new FailureException("no permission to write " + file, e);
        }
        return new FailureException("cannot write " + file + ": " + e.getMessage(), e);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // A hidden file stays beside the result, which is not affected.
        }
    }
}
