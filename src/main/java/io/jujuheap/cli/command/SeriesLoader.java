// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.cli.source.BundleSource;
import io.jujuheap.cli.source.Source;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.codec.Reading;
import io.jujuheap.collect.GoroutineHistory;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.leak.goroutine.GoroutineSnapshot;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.profile.Profile;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Creates a series from the profiles of a command line, given as files or as the store of a sidecar. */
final class SeriesLoader {
    private final SourceContext context;
    private final Optional<String> agent;
    private final boolean isOneKind;
    private final Summarizer summarizer = new Summarizer();

    /**
     * The heap profiles of a command line, and the verdicts on the goroutines: at least one of them.
     *
     * @param stackBytes the bytes of all goroutine stacks at the end; empty when unknown
     * @param isOneProcess whether both are known to be of the same process
     */
    record Loaded(
            Optional<Series> heaps,
            Optional<GoroutineReport> goroutines,
            OptionalLong stackBytes,
            boolean isOneProcess) {}

    /**
     * Creates a loader.
     *
     * @param agent the agent whose profiles are loaded from a store
     * @param isOneKind whether a store must have the kind of profile that the context requests
     */
    SeriesLoader(SourceContext context, Optional<String> agent, boolean isOneKind) {
        this.context = context;
        this.agent = agent;
        this.isOneKind = isOneKind;
    }

    Loaded load(List<String> sources) throws FailureException {
        String first = sources.get(0);
        if (sources.size() == 1 && !first.isEmpty() && Files.isDirectory(Path.of(first))) {
            return ofStore(Path.of(first));
        }
        Optional<BundleSource> bundle = sources.size() == 1 ? BundleSource.of(first) : Optional.empty();
        if (bundle.isPresent() && !bundle.get().entry().contains("/")) {
            return ofProfiles(bundle.get().series(agentOf(bundle.get())));
        }
        return ofProfiles(sources.stream().map(Source::parse).toList());
    }

    private Loaded ofProfiles(List<Source> sources) throws FailureException {
        List<ProfileSummary> heaps = new ArrayList<>(sources.size());
        List<GoroutineSnapshot> goroutines = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            String at = "reading " + (i + 1) + " of " + sources.size() + "…";
            Reading reading = context.console().progress().during(at, () -> ProfileLoader.readingOf(source, context));
            for (Profile profile : reading.profiles()) {
                if (GoroutineSnapshot.isGoroutines(profile)) {
                    goroutines.add(GoroutineSnapshot.of(profile));
                } else {
                    heaps.add(summarizer.summarize(SnapshotInfo.of(source.name(), profile.info()), profile));
                }
            }
        }
        return new Loaded(
                heaps.isEmpty() ? Optional.empty() : Optional.of(Series.of(agent.orElse(""), heaps)),
                goroutines.isEmpty() ? Optional.empty() : Optional.of(GoroutineReport.of(goroutines)),
                OptionalLong.empty(),
                false);
    }

    private String agentOf(BundleSource bundle) throws FailureException {
        Optional<String> named = agent.or(() -> Optional.of(bundle.entry()).filter(entry -> !entry.isEmpty()));
        return chosen(named, bundle.agents(), "the bundle");
    }

    private static String chosen(Optional<String> named, Collection<String> agents, String holder)
            throws FailureException {
        if (named.isEmpty() && agents.size() > 1) {
            throw new UsageException(
                    holder + " holds several agents; choose one with --agent: " + String.join(", ", agents));
        }
        String tag = named.orElseGet(() -> agents.iterator().next());
        if (!agents.contains(tag)) {
            throw new FailureException(holder + " has no agent " + tag + ", only " + String.join(", ", agents));
        }
        return tag;
    }

    private Loaded ofStore(Path directory) throws FailureException {
        try {
            SnapshotArchive archive = SnapshotArchive.open(directory);
            AgentTag tag = new AgentTag(agentOf(archive, directory));
            return new Loaded(
                    Optional.of(heaps(archive, tag)),
                    goroutines(directory, tag),
                    SnapshotHistory.of(archive).stackBytes(tag),
                    true);
        } catch (StoreException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FailureException("cannot read the store in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Series heaps(SnapshotArchive archive, AgentTag tag) throws IOException, FailureException {
        return SnapshotHistory.of(archive)
                .series(tag)
                .orElseThrow(() -> new FailureException("all snapshots of " + tag + " are damaged or gone"));
    }

    private Optional<GoroutineReport> goroutines(Path directory, AgentTag tag) throws IOException, FailureException {
        Optional<SnapshotArchive> archive = ProfileStores.goroutinesIn(directory);
        Optional<GoroutineReport> report = archive.isEmpty()
                ? Optional.empty()
                : GoroutineHistory.of(archive.get()).report(tag, Instant.MIN, Instant.MAX);
        if (report.isEmpty() && isOneKind && context.query() != AgentQuery.HEAP) {
            throw new FailureException("the store holds no profiles of the goroutines of " + tag);
        }
        return report;
    }

    private String agentOf(SnapshotArchive archive, Path directory) throws FailureException {
        if (archive.agents().isEmpty()) {
            throw new FailureException(directory + " holds no snapshots; name profiles, or the store of a sidecar");
        }
        return chosen(agent, archive.agents(), "the store");
    }
}
