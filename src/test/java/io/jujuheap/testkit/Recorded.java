// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.util.Objects.requireNonNull;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A profile that {@code src/test/go/record.sh} recorded from a real Go program. Of heap profiles there is the text of the same
 * moment beside the protobuf; of goroutines the text and the dump.
 *
 * @param recording the program and the Go it was built with, such as {@code jsonserver-go1.26}
 * @param name the profile, such as {@code heap-02}
 */
public record Recorded(String recording, String name) {
    private static final Path PROFILES = Path.of("src", "test", "resources", "profiles");
    private static final String PROTOBUF = ".pb.gz";
    private static final Map<Path, Profile> READ = new ConcurrentHashMap<>();
    private static final Comparator<Recorded> BY_NAME = Comparator.comparing(Recorded::toString);

    /** Every recorded profile, of the heap and others. */
    public static List<Recorded> all() {
        return profiles(recorded -> true);
    }

    /** Every recorded heap profile, each a text and a protobuf of one moment. */
    public static List<Recorded> heaps() {
        return profiles(Recorded::isHeap);
    }

    /** Every recorded profile that has a text, as heaps and allocations do. */
    public static List<Recorded> withText() {
        return profiles(recorded -> recorded.isHeap() || recorded.name.equals("allocs"));
    }

    /** Every recorded moment of goroutines: a protobuf, a text and a dump. */
    public static List<Recorded> goroutines() {
        return profiles(recorded -> recorded.name.startsWith("goroutine-"));
    }

    /** The one that {@link #toString} calls so, such as {@code jsonserver-go1.26/heap-02}. */
    public static Recorded named(String recordingAndName) {
        int slash = recordingAndName.indexOf('/');
        return new Recorded(recordingAndName.substring(0, slash), recordingAndName.substring(slash + 1));
    }

    /** The profile that the protobuf holds. */
    public Profile profile() {
        return READ.computeIfAbsent(file(), Recorded::decode);
    }

    /** The profile that the text holds. */
    public Profile profileOfText() {
        return READ.computeIfAbsent(textFile(), Recorded::decode);
    }

    /** The profile that the dump of goroutines holds. */
    public Profile profileOfDump() {
        return READ.computeIfAbsent(dumpFile(), Recorded::decode);
    }

    /** The file of the protobuf, gzipped as the agent sent it. */
    public Path file() {
        return folder().resolve(name + PROTOBUF);
    }

    /** The bytes of the protobuf, gzipped as the agent sent it. */
    public byte[] protobuf() {
        return read(file());
    }

    /** The text of the same moment, inflated. */
    public byte[] text() {
        byte[] content = read(textFile());
        return textFile().toString().endsWith(".gz") ? inflate(content) : content;
    }

    /** The file of the text, gzipped when it is long. */
    public Path textFile() {
        return plainOrGzipped(".txt");
    }

    /** The file of the dump of goroutines, {@code debug=2}, gzipped when it is long. */
    public Path dumpFile() {
        return plainOrGzipped(".dump");
    }

    private Path plainOrGzipped(String suffix) {
        Path plain = folder().resolve(name + suffix);
        return Files.exists(plain) ? plain : folder().resolve(name + suffix + ".gz");
    }

    /** Another profile of the same recording. */
    public Recorded sibling(String other) {
        return new Recorded(recording, other);
    }

    /** Whether it is a heap profile; "allocs" is one, too, but without a text of the same moment. */
    public boolean isHeap() {
        return name.startsWith("heap-");
    }

    @Override
    public String toString() {
        return recording + "/" + name;
    }

    static byte[] inflate(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Profile decode(Path file) {
        try {
            return ProfileReader.withLimits(Limits.DEFAULT).read(read(file));
        } catch (MalformedProfileException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    private Path folder() {
        return PROFILES.resolve(recording);
    }

    private static List<Recorded> profiles(Predicate<Recorded> wanted) {
        try (Stream<Path> files = Files.find(PROFILES, 2, (file, attributes) -> hasSuffix(file))) {
            return files.map(Recorded::of).filter(wanted).sorted(BY_NAME).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasSuffix(Path file) {
        return file.getFileName().toString().endsWith(PROTOBUF);
    }

    private static Recorded of(Path file) {
        String fileName = file.getFileName().toString();
        return new Recorded(
                requireNonNull(file.getParent()).getFileName().toString(),
                fileName.substring(0, fileName.length() - PROTOBUF.length()));
    }
}
