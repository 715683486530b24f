// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A source of a profile on a command line. */
public interface Source {
    /** Returns its name on the command line, for messages. */
    String name();

    /**
     * Returns the bytes of the profile, unchanged.
     *
     * @throws FailureException with a sentence that names this source, when they cannot be fetched
     */
    byte[] fetch(SourceContext context) throws FailureException;

    /**
     * Returns whether the bytes come directly from an agent. Then they must be a complete profile, because they can be
     * fetched again.
     */
    default boolean isAgent() {
        return false;
    }

    /** Returns the tag of the agent if the name of the source contains it. */
    default Optional<AgentTag> tag() {
        return Optional.empty();
    }

    /**
     * Sends several requests to an agent at once, in order. The failure of one does not stop the others.
     *
     * @throws FailureException with a sentence that names this source, when it is not an agent or cannot be reached
     */
    default AgentAnswers ask(List<AgentQuery> queries, SourceContext context) throws FailureException {
        throw new FailureException(
                name() + " is a file: name an agent, such as machine-0, juju:0, unix:PATH or a sidecar's URL");
    }

    /**
     * Returns the Juju version to which an agent was last upgraded, such as {@code 3.6.28}; empty when unknown.
     *
     * @throws FailureException with a sentence that names this source, when it cannot be reached
     */
    default Optional<String> jujuVersion(SourceContext context) throws FailureException {
        return Optional.empty();
    }

    /**
     * Returns the data from which the parts of the process's memory are computed: the profile, or a sidecar's JSON in
     * its place, and for an agent also its metrics.
     *
     * @throws FailureException with a sentence that names this source, when it cannot be fetched
     */
    default AgentAnswers fetchMemory(SourceContext context) throws FailureException {
        return isAgent()
                ? ask(List.of(context.query(), AgentQuery.METRICS), context)
                : AgentAnswers.NONE.with(context.query(), fetch(context));
    }

    /**
     * Parses the name of a source: a file, {@code -}, {@code http(s)://…}, {@code unix:PATH}, {@code unix:@NAME},
     * {@code juju:TARGET}, a bundle, or the tag of an agent on this machine, unless a file of that name exists.
     *
     * @throws UsageException when it is none of these
     */
    static Source parse(String word) {
        if (word.isEmpty()) {
            throw new UsageException("a source is empty: name a file, an agent, a socket or a URL");
        }
        if (word.equals(FileSource.STANDARD_INPUT)) {
            return new FileSource(word);
        }
        if (word.startsWith("http://") || word.startsWith("https://")) {
            return UrlSource.parse(word);
        }
        if (word.startsWith("unix:")) {
            return LocalAgentSource.ofSocket(word);
        }
        if (word.startsWith("juju:")) {
            return JujuSource.parse(word);
        }
        Optional<BundleSource> bundle = BundleSource.of(word);
        if (bundle.isPresent()) {
            return bundle.get();
        }
        boolean exists = Files.exists(path(word));
        Optional<AgentTag> tag = AgentTag.of(word);
        return tag.isPresent() && !exists ? LocalAgentSource.ofTag(tag.get()) : new FileSource(word);
    }

    /** Returns whether a word of a command line names a file that exists. */
    static boolean isFile(String word) {
        try {
            return Files.isRegularFile(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + word + "' is not a file name: " + e.getReason(), e);
        }
    }
}
