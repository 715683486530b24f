// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.bundle.AgentFiles.BundleFile;
import io.jujuheap.cli.source.BundleSource;
import io.jujuheap.cli.source.NamedSources.NamedSource;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.FailureException;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.render.ProfilePage;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Collects everything that a bug report on some agents needs, and packs it. */
public final class Bundle {
    private final Map<String, AgentFiles> agents = new TreeMap<>();
    private final Instant now;
    private final String version;

    /** Creates an empty bundle with a date, of a version of this program. */
    public Bundle(Instant now, String version) {
        this.now = now;
        this.version = version;
    }

    /**
     * Requests the data of agents, all at the same time, so that they are of one moment.
     *
     * @param cpu the CPU profile to request; empty for none
     */
    public void askAgents(List<NamedSource> sources, SourceContext context, Optional<AgentQuery> cpu) {
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (NamedSource source : sources) {
            AgentFiles files = files(source.tag().value(), source.source().name());
            asked.add(CompletableFuture.runAsync(
                    () -> LiveAgent.addTo(files, source, context, cpu),
                    task -> new Thread(task, "juju-heap-bundle").start()));
        }
        asked.forEach(CompletableFuture::join);
    }

    /**
     * Adds the data of a store.
     *
     * @throws FailureException with a sentence, when it is not a store or cannot be read
     */
    public void addStore(Path store) throws FailureException {
        try {
            SnapshotArchive archive = SnapshotArchive.open(store);
            for (String agent : archive.agents()) {
                StoredAgent.addTo(files(agent, store.toString()), archive, store);
            }
        } catch (StoreException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private AgentFiles files(String agent, String source) {
        return agents.computeIfAbsent(agent, AgentFiles::new).from(source);
    }

    /** Returns whether nothing could be obtained. */
    public boolean isEmpty() {
        return agents.values().stream().allMatch(files -> files.files().isEmpty());
    }

    /** Returns sentences about everything that could not be obtained. */
    public List<String> missing() {
        return agents.values().stream()
                .flatMap(files -> files.missing().stream())
                .toList();
    }

    /**
     * Returns the bundle.
     *
     * @param redactor replaces names; empty to keep them
     */
    byte[] zip(Optional<Redactor> redactor) {
        agents.values().forEach(Bundle::addPages);
        redactor.ifPresent(this::teach);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String readme = BundleReadme.text(List.copyOf(agents.values()), now, version, redactor.isPresent());
            put(zip, "README.txt", text(readme.getBytes(UTF_8), redactor));
            for (AgentFiles files : agents.values()) {
                for (BundleFile file : files.files()) {
                    String name = files.agent() + "/" + file.name();
                    put(
                            zip,
                            redactor.map(names -> names.redacted(name)).orElse(name),
                            file.isText() ? text(file.bytes(), redactor) : file.bytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** Returns the bundle as it is. */
    public byte[] zip() {
        return zip(Optional.empty());
    }

    /**
     * Returns the bundle with placeholders for the names of models and units, and for addresses.
     *
     * @param known names that may not be recognizable in the texts, such as that of the model
     */
    public byte[] redacted(List<String> known) {
        Redactor redactor = new Redactor();
        known.forEach(redactor::know);
        return zip(Optional.of(redactor));
    }

    private void teach(Redactor redactor) {
        for (AgentFiles files : agents.values()) {
            redactor.learn(files.agent() + " " + files.source().replace("juju:", "juju: "));
            files.missing().forEach(redactor::learn);
            files.files().stream()
                    .filter(BundleFile::isText)
                    .forEach(file -> redactor.learn(new String(file.bytes(), UTF_8)));
        }
    }

    private static byte[] text(byte[] text, Optional<Redactor> redactor) {
        return redactor.map(names -> names.redacted(new String(text, UTF_8)).getBytes(UTF_8))
                .orElse(text);
    }

    private void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(now.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void addPages(AgentFiles files) {
        List<byte[]> ends = StoredAgent.ends(files);
        if (ends.isEmpty()) {
            return;
        }
        Optional<Profile> newest = files.profile("the newest heap profile", ends.get(0));
        if (files.bytes(BundleSource.HEAP).isEmpty()) {
            files.add(BundleSource.HEAP, ends.get(0), "the newest heap profile of the series, gzipped protobuf");
        }
        newest.ifPresent(profile -> {
            files.add(
                    "flame.html",
                    page(profile, Optional.empty()),
                    "a flame graph of the heap; opens in a browser, needs no network");
            if (files.bytes("leaks.txt").isEmpty()) {
                addVerdict(files, profile);
            }
        });
        if (ends.size() > 1) {
            Optional<Profile> oldest = files.profile("the oldest heap profile", ends.get(1));
            if (newest.isPresent() && oldest.isPresent()) {
                files.add(
                        "growth.html",
                        page(newest.get(), oldest),
                        "a flame graph of what grew from the oldest to the newest heap profile");
            }
        }
    }

    private static byte[] page(Profile profile, Optional<Profile> base) {
        return ProfilePage.html(base.isPresent() ? "growth" : "heap", profile, base, ReportOptions.DEFAULT);
    }

    /** Adds the report on leaks. A single state cannot show a leak, so the report says that and names the largest call site. */
    private static void addVerdict(AgentFiles files, Profile profile) {
        Series series = Series.of(
                files.agent(),
                List.of(new Summarizer().summarize(SnapshotInfo.of(BundleSource.HEAP, profile.info()), profile)));
        files.addReport(
                "leaks", PrintableReport.of(LeakAnalysis.verdicts(series)), "the verdicts on the call sites that grew");
    }
}
