// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentLocation.Named;
import io.jujuheap.collect.AgentLocation.NamedAgent;
import io.jujuheap.io.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agents of a command line, with different tags: {@code SOURCE} if the source determines the tag, otherwise
 * {@code TAG=SOURCE}.
 */
public final class NamedSources {
    /** The most agents. An HA set of controllers has three to seven; more are for a monitoring system. */
    private static final int MOST = 10;

    private static final Pattern NAMED = Pattern.compile("([a-z]+-[a-z0-9-]+)=(.+)");

    private NamedSources() {}

    /** An agent of a command line: its tag and its source. */
    public record NamedSource(AgentTag tag, Source source) {}

    /**
     * Reads the words of a command line.
     *
     * @throws UsageException when one is not an agent, has no known tag, or has the tag of another
     */
    public static List<NamedSource> of(List<String> words) {
        if (words.size() > MOST) {
            throw new UsageException("takes " + MOST + " agents at most, and there are " + words.size());
        }
        Map<AgentTag, String> taken = new TreeMap<>();
        List<NamedSource> sources = new ArrayList<>();
        for (String word : words) {
            NamedSource named = parse(word);
            String other = taken.put(named.tag(), word);
            if (other != null) {
                throw new UsageException(other + " and " + word + " are both " + named.tag()
                        + ": name one of them, as in machine-1=" + word);
            }
            sources.add(named);
        }
        return sources;
    }

    private static NamedSource parse(String word) {
        Matcher named = NAMED.matcher(word);
        if (named.matches()) {
            AgentTag tag = AgentTag.of(named.group(1))
                    .orElseThrow(() -> new UsageException(
                            "'" + named.group(1) + "' is not an agent tag; tags look like machine-0 or unit-mysql-0"));
            return new NamedSource(tag, agent(named.group(2)));
        }
        Source source = agent(word);
        AgentTag tag = source.tag()
                .orElseThrow(() -> new UsageException(
                        word + " does not tell which agent it is: write machine-0=" + word + ", with its tag"));
        return new NamedSource(tag, source);
    }

    private static Source agent(String word) {
        Source source = Source.parse(word);
        if (source instanceof FileSource || source instanceof BundleSource) {
            throw new UsageException("'" + word
                    + "' is not an agent: name one on this machine, such as machine-0, or juju:0, unix:PATH, a URL");
        }
        return source;
    }

    /** Returns the agents for the collector, which are reached with the settings of {@code context}. */
    public static Named located(List<NamedSource> sources, SourceContext context) {
        return new Named(sources.stream()
                .map(named -> new NamedAgent(
                        named.tag(), named.source().name(), () -> new SourceLink(named.source(), context)))
                .toList());
    }
}
