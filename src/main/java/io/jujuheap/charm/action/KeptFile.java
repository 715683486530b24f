// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.AtomicFile;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileTree;
import io.jujuheap.io.LocalDisk;
import io.jujuheap.io.Sha256;
import io.jujuheap.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that an action stores on the machine for the user to download.
 *
 * @param path its path; only root can read the file
 * @param bytes its size
 * @param sha256 its digest, in hex
 */
record KeptFile(Path path, long bytes, String sha256) {
    /** The number of text files that are kept. They are large, and the store keeps their snapshots. */
    private static final int TEXTS = 5;

    /** Returns the file of the snapshot itself. */
    static KeptFile of(Archive archive, Snapshot snapshot) throws FailureException {
        Path path = archive.file(snapshot);
        try {
            String digest =
                    snapshot.sha256().isPresent() ? snapshot.sha256().get() : Sha256.hex(Files.readAllBytes(path));
            return new KeptFile(path, snapshot.size(), digest);
        } catch (IOException e) {
            throw new FailureException("The snapshot's file cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Writes the profile as text and removes older text files. */
    static KeptFile ofText(Request request, Snapshot snapshot) throws FailureException {
        byte[] text = request.heap().text(snapshot.id().agent());
        Path folder = request.layout().state().resolve("texts");
        Path path = folder.resolve(snapshot.id().agent() + "-" + snapshot.id().name() + ".txt");
        try {
            Files.createDirectories(folder);
            new AtomicFile(new LocalDisk()).write(path, text);
            removeAllBut(TEXTS, folder);
        } catch (IOException e) {
            throw new FailureException("The text cannot be kept: " + e.getMessage() + ".", e);
        }
        return new KeptFile(path, text.length, Sha256.hex(text));
    }

    Map<String, String> results(Request request) {
        Map<String, String> results = new LinkedHashMap<>();
        results.put("file", path.toString());
        results.put("size", Long.toString(bytes));
        results.put("sha256", sha256);
        String suffix = path.toString().endsWith(".txt") ? "txt" : "pb.gz";
        results.put("fetch", request.fetch(path, "heap." + suffix));
        return results;
    }

    private static void removeAllBut(int newest, Path folder) throws IOException {
        List<Path> files = FileTree.list(folder);
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        for (Path old : files.subList(0, Math.max(0, files.size() - newest))) {
            Files.delete(old);
        }
    }
}
