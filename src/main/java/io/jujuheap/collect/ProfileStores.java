// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stores of the two kinds of profiles. Each has its own limits and retention, so neither takes room from the other.
 * The store of goroutines is a directory in that of heaps; earlier versions ignore it.
 *
 * @param heaps stores heap profiles
 * @param goroutines stores profiles of goroutines
 */
public record ProfileStores(SnapshotStore heaps, SnapshotStore goroutines) implements AutoCloseable {
    private static final String GOROUTINES = "goroutines";

    /** Goroutines get this part of the bytes, as a divisor: their profiles are at most a tenth as large as heap profiles. */
    private static final int GOROUTINE_SHARE = 8;

    /**
     * Opens the stores in a directory. They accept complete profiles only.
     *
     * @param retention the limits: of bytes for both together, all others for each
     * @throws StoreException when another process holds them, or the directory cannot be used
     */
    public static ProfileStores open(Path directory, Retention retention, CollectSettings settings)
            throws StoreException {
        Capture.Check check = check(reader(settings));
        long ofGoroutines = retention.maxBytes() / GOROUTINE_SHARE;
        SnapshotStore heaps =
                SnapshotStore.open(directory, retention.withMaxBytes(retention.maxBytes() - ofGoroutines), check);
        try {
            Path below = directory.resolve(GOROUTINES);
            return new ProfileStores(heaps, SnapshotStore.open(below, retention.withMaxBytes(ofGoroutines), check));
        } catch (StoreException | RuntimeException e) {
            closeAfter(e, heaps);
            throw e;
        }
    }

    private static void closeAfter(Exception failure, SnapshotStore store) {
        try {
            store.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Opens the profiles of goroutines in a store to read them; empty when it has none, as in stores of earlier versions. */
    public static Optional<SnapshotArchive> goroutinesIn(Path directory) throws StoreException {
        Path below = directory.resolve(GOROUTINES);
        return Files.isDirectory(below.resolve("agents")) ? Optional.of(SnapshotArchive.open(below)) : Optional.empty();
    }

    private static Capture.Check check(ProfileReader reader) {
        return bytes -> {
            try {
                reader.read(bytes);
                return Optional.empty();
            } catch (MalformedProfileException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        };
    }

    static ProfileReader reader(CollectSettings settings) {
        return ProfileReader.withLimits(Limits.DEFAULT.withInflatedBytes(settings.affordableProfileBytes()));
    }

    /** Returns what to tell an operator about the directories as they were when they were opened, one sentence each. */
    public List<String> warnings() {
        return Stream.of(heaps, goroutines)
                .flatMap(store -> store.startUp().sentences().stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        try (heaps) {
            goroutines.close();
        }
    }
}
