// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.Json;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.render.TextRenderer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of one agent in a bundle, in order, and sentences about files that could not be obtained. */
final class AgentFiles {
    /** The folder of the heap profiles over time. */
    static final String HEAPS = "series/";

    /** The folder of the profiles of goroutines over time. */
    static final String GOROUTINES = "goroutines/";

    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private final String agent;
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private final List<BundleFile> files = new ArrayList<>();
    private final Set<String> missing = new LinkedHashSet<>();

    /** A file of a bundle. Its bytes must not be changed. */
    static final class BundleFile {
        private final String name;
        private final byte[] bytes;
        private final String about;
        private final boolean isText;

        private BundleFile(String name, byte[] bytes, String about, boolean isText) {
            this.name = name;
            this.bytes = bytes;
            this.about = about;
            this.isText = isText;
        }

        /** Returns its path below the agent's folder. */
        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Returns a description of its content for readers who do not know this program. */
        String about() {
            return about;
        }

        /** Returns whether it is a text, in which names may have to be replaced. Profiles contain none. */
        boolean isText() {
            return isText;
        }
    }

    AgentFiles(String agent) {
        this.agent = agent;
    }

    /** Returns the same files with one more source. */
    AgentFiles from(String source) {
        sources.add(source);
        return this;
    }

    String agent() {
        return agent;
    }

    /** Returns the sources of the files: the agent as it was named, or a store. */
    String source() {
        return String.join(", ", sources);
    }

    /** Adds the version of a component of the agent, such as {@code Juju 3.6.28}. */
    void addVersion(String version) {
        versions.add(version);
    }

    Set<String> versions() {
        return versions;
    }

    List<BundleFile> files() {
        return files;
    }

    Set<String> missing() {
        return missing;
    }

    void add(String name, byte[] bytes, String about) {
        files.add(new BundleFile(name, bytes, about, false));
    }

    void addText(String name, byte[] text, String about) {
        files.add(new BundleFile(name, text, about, true));
    }

    /** Adds a report of this program as text and as JSON. */
    void addReport(String name, PrintableReport report, String about) {
        String table = report.table().apply(new TextRenderer(ZoneOffset.UTC));
        addText(name + ".txt", table.getBytes(StandardCharsets.UTF_8), about);
        addText(name + ".json", Json.line(report.view().get()), "the same as JSON");
    }

    void lack(String sentence) {
        missing.add(sentence);
    }

    Optional<byte[]> bytes(String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .map(BundleFile::bytes)
                .findFirst();
    }

    /** Parses a profile; adds a sentence when it is not a profile. */
    Optional<Profile> profile(String name, byte[] bytes) {
        try {
            return Optional.of(READER.read(bytes));
        } catch (MalformedProfileException e) {
            lack(name + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
