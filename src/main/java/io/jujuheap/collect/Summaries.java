// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.PackedSummary;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.leak.summary.SummaryBytes;
import io.jujuheap.leak.summary.SummaryReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.SnapshotId;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads the summaries beside the snapshots, so that a month of profiles is read in less than a second. A summary that
 * is lost or was written by another version is recomputed from its snapshot and stored.
 */
final class Summaries {
    private final SnapshotArchive archive;
    private final ProfileReader reader;
    private final Keeper keeper;

    /** Stores the summary of a snapshot beside it. */
    @FunctionalInterface
    interface Keeper {
        /** Stores nothing, for archives that must not be written to. */
        Keeper NONE = (id, summary) -> {};

        void keep(SnapshotId id, byte[] summary) throws StoreException;
    }

    Summaries(SnapshotArchive archive, ProfileReader reader, Keeper keeper) {
        this.archive = archive;
        this.reader = reader;
        this.keeper = keeper;
    }

    /** Returns the marks of a process that are known of a snapshot. */
    static ProcessMarks marks(Origin origin) {
        return origin.equals(Origin.UNKNOWN)
                ? ProcessMarks.UNKNOWN
                : new ProcessMarks(
                        OptionalLong.of(origin.segment()),
                        origin.pid() > 0 ? OptionalLong.of(origin.pid()) : OptionalLong.empty(),
                        Optional.of(origin.started()).filter(started -> started.isAfter(Instant.EPOCH)));
    }

    /** Returns the garbage-collection epoch of a snapshot. */
    static OptionalLong gcEpoch(Origin origin) {
        return origin.gcEpoch() < 0 ? OptionalLong.empty() : OptionalLong.of(origin.gcEpoch());
    }

    static SnapshotInfo info(
            Instant taken, Profile profile, ProcessMarks process, OptionalLong gcEpoch, OptionalLong residentBytes) {
        return new SnapshotInfo(
                "",
                ChronoUnit.NANOS.between(Instant.EPOCH, taken),
                profile.info().period(),
                process,
                gcEpoch,
                OptionalLong.empty(),
                residentBytes);
    }

    /** Returns the summary of one snapshot; empty when it has gone or is damaged. */
    Optional<PackedSummary> read(Snapshot snapshot) throws IOException {
        SummaryReader alone = new SummaryReader();
        Optional<PackedSummary> kept = kept(snapshot, alone);
        return kept.isPresent() ? kept : remade(snapshot, alone);
    }

    /**
     * Passes on the summaries of snapshots in order, without those of removed or damaged snapshots.
     *
     * @param summaryReader reads them all, and keeps one copy of the names that they share
     * @param mostRemade the most lost summaries to recompute, evenly spread, so that a request does not take minutes;
     *     the others are left out
     */
    void forEach(
            List<Snapshot> snapshots,
            SummaryReader summaryReader,
            int mostRemade,
            BiConsumer<Snapshot, PackedSummary> action)
            throws IOException {
        int step = snapshots.size() / mostRemade + 1;
        for (int i = 0; i < snapshots.size(); i++) {
            Snapshot snapshot = snapshots.get(i);
            Optional<PackedSummary> summary = kept(snapshot, summaryReader);
            if (summary.isEmpty() && (snapshots.size() - 1 - i) % step == 0) {
                summary = remade(snapshot, summaryReader);
            }
            summary.ifPresent(found -> action.accept(snapshot, found));
        }
    }

    private Optional<PackedSummary> kept(Snapshot snapshot, SummaryReader summaryReader) throws IOException {
        return archive.summary(snapshot)
                .flatMap(bytes -> summaryReader.open(snapshot.id().toString(), bytes));
    }

    private Optional<PackedSummary> remade(Snapshot snapshot, SummaryReader summaryReader) throws IOException {
        Optional<Profile> profile = profile(snapshot);
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = snapshot.origin();
        SnapshotInfo info = info(snapshot.taken(), profile.get(), marks(origin), gcEpoch(origin), OptionalLong.empty());
        byte[] bytes = SummaryBytes.of(new Summarizer().summarize(info, profile.get()));
        keep(snapshot, bytes);
        return summaryReader.open(snapshot.id().toString(), bytes);
    }

    private void keep(Snapshot snapshot, byte[] summary) {
        try {
            keeper.keep(snapshot.id(), summary);
        } catch (StoreException e) {
            // The disk may be full. The summary will be recomputed for the next request.
        }
    }

    /** Returns the call sites with these ids of a snapshot; none when it has gone or is damaged. */
    List<CallSite> callSites(Snapshot snapshot, Set<Long> ids) throws IOException {
        Optional<Profile> profile = profile(snapshot);
        return profile.isPresent() ? new Summarizer().callSites(profile.get(), ids) : List.of();
    }

    /** Returns the profile of a snapshot; empty when it has gone or is damaged. */
    Optional<Profile> profile(Snapshot snapshot) throws IOException {
        try {
            Optional<byte[]> bytes = archive.read(snapshot);
            return bytes.isPresent() ? Optional.of(reader.read(bytes.get())) : Optional.empty();
        } catch (MalformedProfileException e) {
            return Optional.empty(); // it was whole when it was stored, and has been damaged since
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
