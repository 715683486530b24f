// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Writes files of the recorded agent for trying out the commands: two text profiles taken some hours apart, texts of
 * the goroutines, and a series of profiles in protobuf. The recording took a few seconds, but the files are dated as if
 * the agent had leaked for a night.
 */
public final class DemoFiles {
    private static final Instant FIRST = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Pattern LAST_GC = Pattern.compile("# LastGC = \\d+");
    private static final int EARLY_MOMENT = 9;
    private static final int LATE_MOMENT = 49;

    /** The number of texts of goroutines, enough for a verdict; evenly spread, with the last moment. */
    private static final int TEXTS_OF_GOROUTINES = 8;

    private DemoFiles() {}

    /**
     * Writes {@code heap_profile.01}, {@code heap_profile.02}, {@code goroutines.01} to {@code goroutines.08}, and
     * {@code heaps/00.pb.gz} to {@code heaps/59.pb.gz}.
     *
     * @param folder is created if it does not exist
     * @throws java.nio.file.FileAlreadyExistsException if one of the files exists; it is left as it is
     * @throws IOException if the folder cannot be written to
     */
    public static void write(Path folder) throws IOException {
        Path heaps = Files.createDirectories(folder.resolve("heaps"));
        writeNew(folder.resolve("heap_profile.01"), text(EARLY_MOMENT));
        writeNew(folder.resolve("heap_profile.02"), text(LATE_MOMENT));
        int step = Recording.MOMENTS / TEXTS_OF_GOROUTINES;
        for (int i = 1; i <= TEXTS_OF_GOROUTINES; i++) {
            int moment = Recording.MOMENTS - 1 - (TEXTS_OF_GOROUTINES - i) * step;
            writeNew(folder.resolve("goroutines.0" + i), Recording.goroutinesText(moment));
        }
        for (int moment = 0; moment < Recording.MOMENTS; moment++) {
            writeNew(heaps.resolve(String.format(Locale.ROOT, "%02d.pb.gz", moment)), protobuf(moment));
        }
    }

    /** An existing file may be a real profile of the user. */
    private static void writeNew(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static byte[] text(int moment) {
        String recorded = new String(Recording.text(moment), UTF_8);
        return LAST_GC.matcher(recorded)
                .replaceFirst("# LastGC = " + nanos(moment))
                .getBytes(UTF_8);
    }

    private static byte[] protobuf(int moment) {
        Profile recorded = Recording.moment(moment);
        return ProfileWriter.gzippedProtobuf(recorded.withInfo(recorded.info().withTimeNanos(nanos(moment))));
    }

    private static long nanos(int moment) {
        return TimeUnit.SECONDS.toNanos(FIRST.plus(STEP.multipliedBy(moment)).getEpochSecond());
    }
}
