// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Expands {@code @FILE} words: one argument a line, blank lines and lines that start with {@code #} left out. Services
 * keep their arguments in such a file.
 */
public final class AtFile {
    private AtFile() {}

    /**
     * Returns the words of a command line with each such file replaced by its content. A file cannot name another one.
     *
     * @throws UsageException when a file is missing or cannot be read
     */
    public static String[] expand(String[] words) {
        List<String> expanded = new ArrayList<>();
        for (String word : words) {
            // "@" alone and "@name" after "unix:" are socket names, never files.
            if (word.length() > 1 && word.charAt(0) == '@') {
                expanded.addAll(lines(Path.of(word.substring(1))));
            } else {
                expanded.add(word);
            }
        }
        return expanded.toArray(String[]::new);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no argument file " + file, e);
        } catch (IOException e) {
            throw new UsageException("cannot read the argument file " + file + ": " + e.getMessage(), e);
        }
    }
}
