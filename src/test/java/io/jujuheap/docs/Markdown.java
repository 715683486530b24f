// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the repository.
 *
 * @param path where it lies, relative to the checkout
 * @param lines its lines
 */
record Markdown(Path path, List<String> lines) {
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^) ]+)\\)");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]*)`");

    Markdown {
        lines = List.copyOf(lines);
    }

    /** The documents that people read: at the top of the repository, and the pages of the site. */
    static List<Markdown> all() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> pages = Files.list(PAGES)) {
            return Stream.concat(top, pages)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(Markdown::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Markdown read(Path path) {
        try {
            return new Markdown(path, Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What can be linked to: the headings as GitHub names them. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        for (String line : prose()) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                anchors.add(anchor(heading.group(1)));
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Where its links lead, those too whose words go on in the next line. */
    List<String> links() {
        String words = CODE_SPAN.matcher(String.join("\n", prose())).replaceAll("");
        return LINK.matcher(words).results().map(found -> found.group(1)).toList();
    }

    /** What stands in back quotes. */
    List<String> codeSpans() {
        return CODE_SPAN
                .matcher(String.join("\n", prose()))
                .results()
                .map(found -> found.group(1).replace('\n', ' '))
                .toList();
    }

    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean isProse = true;
        for (String line : lines) {
            if (line.startsWith(Block.FENCE)) {
                isProse = !isProse;
            } else if (isProse) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The fenced blocks, in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(Block.FENCE)) {
                int end = i + 1;
                while (!lines.get(end).startsWith(Block.FENCE)) {
                    end++;
                }
                blocks.add(Block.of(lines.get(i), i, lines.subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
