// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A profile in a bundle: {@code FILE.zip} if it is of one agent, {@code FILE.zip:machine-1} for the newest heap of one
 * of several, {@code FILE.zip:machine-1/goroutines.pb.gz} for any other profile.
 *
 * @param file the bundle
 * @param entry the agent, or a file in the bundle; empty for the only agent
 */
public record BundleSource(Path file, String entry) implements Source {
    /** The newest heap profile of an agent, in its folder. */
    public static final String HEAP = "heap.pb.gz";

    private static final Pattern HEAP_OF_AGENT = Pattern.compile("[^/]+/" + Pattern.quote(HEAP));
    private static final Pattern NAME = Pattern.compile("(.+\\.zip)(?::(.+))?");

    /** Returns the source with that name; empty when there is no such bundle. Other archives contain a single profile. */
    public static Optional<BundleSource> of(String word) {
        Matcher name = NAME.matcher(word);
        if (!name.matches() || !Source.isFile(name.group(1))) {
            return Optional.empty();
        }
        Path file = Path.of(name.group(1));
        String entry = name.group(2) == null ? "" : name.group(2);
        return entry.isEmpty() && !isBundle(file) ? Optional.empty() : Optional.of(new BundleSource(file, entry));
    }

    private static boolean isBundle(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .anyMatch(entry -> HEAP_OF_AGENT.matcher(entry.getName()).matches());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return file + (entry.isEmpty() ? "" : ":" + entry);
    }

    /**
     * Returns the agents of the bundle.
     *
     * @throws FailureException with a sentence, when it is not a bundle or cannot be read
     */
    public List<String> agents() throws FailureException {
        TreeSet<String> agents = new TreeSet<>();
        for (String name : names()) {
            if (name.contains("/") && name.endsWith(".pb.gz")) {
                agents.add(name.substring(0, name.indexOf('/')));
            }
        }
        if (agents.isEmpty()) {
            throw new FailureException(file + " holds no profiles: name a file that juju-heap bundle wrote");
        }
        return List.copyOf(agents);
    }

    /**
     * Returns the profiles of an agent over time, oldest first, with the newest heap.
     *
     * @throws FailureException as {@link #agents}
     */
    public List<Source> series(String agent) throws FailureException {
        return names().stream()
                .filter(name -> name.startsWith(agent + "/") && name.endsWith(".pb.gz"))
                .filter(name -> name.startsWith(agent + "/series/")
                        || name.startsWith(agent + "/goroutines")
                        || name.equals(agent + "/" + HEAP))
                .<Source>map(name -> new BundleSource(file, name))
                .toList();
    }

    private List<String> names() throws FailureException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(ZipEntry::getName).sorted().toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        String name = entry.contains("/") ? entry : agent() + "/" + HEAP;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry found = zip.getEntry(name);
            if (found == null) {
                throw new FailureException(file + " has no file " + name + "; unzip -l " + file + " lists them");
            }
            try (InputStream in = zip.getInputStream(found)) {
                return context.readAll(in, name());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String agent() throws FailureException {
        List<String> agents = agents();
        if (!entry.isEmpty() || agents.size() == 1) {
            return entry.isEmpty() ? agents.get(0) : entry;
        }
        throw new FailureException(file + " holds several agents: choose one, as in " + file + ":" + agents.get(0)
                + ", of " + String.join(", ", agents));
    }

    private FailureException unreadable(IOException e) {
        boolean isThere = Files.exists(file);
        return new FailureException(
                "cannot read the bundle " + file + ": " + (isThere ? e.getMessage() : FileErrors.reason(e, file)), e);
    }
}
