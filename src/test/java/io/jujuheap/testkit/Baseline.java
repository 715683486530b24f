// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The descriptors and threads of this process at one moment, to which a test must bring it back.
 *
 * @param descriptors open sockets and pipes; files are opened once and for all when classes are loaded
 * @param threads live threads
 */
public record Baseline(int descriptors, int threads) {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** What the JDK waits with for the end of a child; kept for a minute in case there is another. */
    private static final String OF_CHILDREN = "process reaper";

    /** Counts now, after what the socket library starts once and for all has been started. */
    public static Baseline now() throws IOException {
        EvilAgent.onAbstractName(Script.silence()).close();
        return new Baseline(openSockets().size(), threadsAlive().size());
    }

    /** Fails unless there are no more of them than at the baseline, within a moment for threads to end. */
    public void assertRestored() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (!isRestored() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(openSockets()).as("open descriptors").hasSizeLessThanOrEqualTo(descriptors);
        assertThat(threadsAlive()).as("live threads").hasSizeLessThanOrEqualTo(threads);
    }

    private boolean isRestored() throws IOException {
        return openSockets().size() <= descriptors && threadsAlive().size() <= threads;
    }

    private static List<Thread> threadsAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith(OF_CHILDREN))
                .toList();
    }

    private static List<String> openSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
            return descriptors
                    .map(Baseline::target)
                    .filter(target -> !target.isEmpty() && !target.startsWith("/"))
                    .toList();
        }
    }

    /** Such as {@code socket:[4711]}, empty for a descriptor closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
