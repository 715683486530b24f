// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code go tool pprof} printed for a recorded profile: a section of the files that {@code src/test/go/goldens.sh} writes.
 *
 * @param profile what was reported on
 * @param arguments those of pprof, in its own form, such as {@code -nodecount=5}; a base is named as in {@link #base()}
 * @param kind what the text is
 * @param text byte for byte, the final line feed included
 */
public record Golden(Recorded profile, List<String> arguments, Kind kind, String text) {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "goldens");
    private static final String SUFFIX = ".txt.gz";
    private static final String SUFFIX_OF_TEXTS = ".pprof.gz";
    private static final String HEADING = "### ";
    private static final Pattern BASE = Pattern.compile("-(?:diff_)?base=(.*)\\.pb\\.gz");

    /** Where the report itself begins, below the lines on the profile; a peek has no other beginning than its table. */
    private static final Pattern TABLE = Pattern.compile("^(?:Showing nodes|-{11}\\+|PeriodType)", Pattern.MULTILINE);

    /** What a section holds. */
    public enum Kind {
        /** Standard output. */
        OUTPUT,
        /** Standard output in which pprof leaves the order of some rows to chance. */
        UNORDERED,
        /** Error output. */
        COMPLAINT
    }

    /** Every section of every golden file on protobufs. */
    public static List<Golden> all() {
        return all(SUFFIX);
    }

    /** Every section on the texts of goroutines, whose names pprof does not read. */
    public static List<Golden> ofTexts() {
        return all(SUFFIX_OF_TEXTS);
    }

    private static List<Golden> all(String suffix) {
        try (Stream<Path> files = Files.find(
                GOLDENS, 2, (file, attributes) -> file.getFileName().toString().endsWith(suffix))) {
            return files.sorted().flatMap(file -> read(file, suffix).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The profile that is subtracted, for -base and -diff_base. */
    public Optional<Recorded> base() {
        return arguments.stream()
                .map(BASE::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> profile.sibling(matcher.group(1)))
                .findFirst();
    }

    /** The report below the lines that describe the profile: from "Showing nodes", or from the first rule of a table. */
    public String table() {
        return tableOf(text);
    }

    /** Cuts the lines that describe the profile from what a report prints. */
    public static String tableOf(String output) {
        var beginning = TABLE.matcher(output);
        return beginning.find() ? output.substring(beginning.start()) : output;
    }

    @Override
    public String toString() {
        return profile + " " + String.join(" ", arguments);
    }

    private static List<Golden> read(Path file, String suffix) {
        String fileName = file.getFileName().toString();
        // TARGET--BASE.txt.gz holds the reports on a pair.
        String name = fileName.substring(0, fileName.length() - suffix.length()).split("--", 2)[0];
        Recorded profile =
                new Recorded(requireNonNull(file.getParent()).getFileName().toString(), name);
        String content = new String(Recorded.inflate(Recorded.read(file)), UTF_8);
        List<Golden> sections = new ArrayList<>();
        // Split before each heading, so that the texts keep every byte.
        for (String section : content.split("(?m)^(?=" + HEADING + ")", -1)) {
            if (!section.isEmpty()) {
                sections.add(section(profile, section));
            }
        }
        return sections;
    }

    private static Golden section(Recorded profile, String section) {
        int end = section.indexOf('\n');
        String heading = section.substring(HEADING.length(), end);
        Kind kind =
                switch (heading.charAt(0)) {
                    case '!' -> Kind.COMPLAINT;
                    case '~' -> Kind.UNORDERED;
                    default -> Kind.OUTPUT;
                };
        String arguments = kind == Kind.OUTPUT ? heading : heading.substring(1);
        return new Golden(profile, List.of(arguments.split(" ", -1)), kind, section.substring(end + 1));
    }
}
