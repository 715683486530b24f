// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds at one moment.
 *
 * @param minutes since the soak began
 * @param residentMegabytes resident memory
 * @param descriptors open files, sockets and pipes
 * @param threads live threads
 * @param heapMegabytes live objects, after a collection
 */
record Held(double minutes, double residentMegabytes, double descriptors, double threads, double heapMegabytes) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The generation that a collection leaves objects in, as the serial collector tells of it. */
    private static final Pattern TENURED =
            Pattern.compile("tenured(?: generation)?\\s+total \\d+K, used (\\d+)K", Pattern.CASE_INSENSITIVE);

    static Held by(long pid, double minutes) throws IOException, InterruptedException {
        double heap = heapKilobytes(pid) / 1024;
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> status = Files.readAllLines(process.resolve("status"));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return new Held(
                    minutes, number(status, "VmRSS:") / 1024, descriptors.count(), number(status, "Threads:"), heap);
        }
    }

    private static double heapKilobytes(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Launcher.run(List.of(jcmd, Long.toString(pid), "GC.run"));
        Outcome heap = Launcher.run(List.of(jcmd, Long.toString(pid), "GC.heap_info"));
        Matcher tenured = TENURED.matcher(heap.out());
        if (!tenured.find()) {
            throw new IOException("jcmd tells nothing of the heap of " + pid + ": " + heap);
        }
        return Double.parseDouble(tenured.group(1));
    }

    private static double number(List<String> status, String field) throws IOException {
        for (String line : status) {
            Matcher number = NUMBER.matcher(line);
            if (line.startsWith(field) && number.find()) {
                return Double.parseDouble(number.group());
            }
        }
        throw new IOException("/proc tells no " + field);
    }

    @Override
    public String toString() {
        return String.format(
                "%6.1f min  %6.1f MB resident  %4.0f descriptors  %3.0f threads  %5.1f MB of live objects",
                minutes, residentMegabytes, descriptors, threads, heapMegabytes);
    }
}
