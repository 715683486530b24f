// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The unit of the rows of a report. The names are those of {@code go tool pprof}, except for the last. */
public enum Granularity {
    /** A function, whichever file it is in: pprof's default. */
    FUNCTIONS(true, false, false, false),
    /** A function of a file. */
    FILEFUNCTIONS(true, true, false, false),
    /** A source file; as in pprof, functions of a file that start at different lines have rows of their own. */
    FILES(false, true, false, false),
    /** A source line. */
    LINES(true, true, true, false),
    /** An instruction address. */
    ADDRESSES(true, true, true, true),
    /** A Go package, with all its functions: {@link PackageFrames} puts it in their place. pprof has no such granularity. */
    PACKAGES(true, false, false, false);

    private final boolean functions;
    private final boolean files;
    private final boolean lines;
    private final boolean addresses;

    Granularity(boolean functions, boolean files, boolean lines, boolean addresses) {
        this.functions = functions;
        this.files = files;
        this.lines = lines;
        this.addresses = addresses;
    }

    /**
     * The granularity of that name, in any case.
     *
     * @throws UsageException when there is none
     */
    public static Granularity named(String name) {
        for (Granularity granularity : values()) {
            if (granularity.name().equalsIgnoreCase(name)) {
                return granularity;
            }
        }
        throw new UsageException("unknown granularity \"" + name
                + "\": choose functions, filefunctions, files, lines, addresses or packages");
    }

    /** Returns the names, in lower case. */
    public static List<String> names() {
        return Stream.of(values()).map(Granularity::toString).toList();
    }

    boolean hasFunctions() {
        return functions;
    }

    boolean hasFiles() {
        return files;
    }

    boolean hasLines() {
        return lines;
    }

    boolean hasAddresses() {
        return addresses;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
