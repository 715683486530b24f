// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognizes files that are often mistaken for profiles by their first bytes, and explains each in a sentence. */
final class ForeignFile {
    private static final int LOOKED_AT = 512;
    private static final int TAR_MAGIC = 257;
    private static final int ELF_TYPE = 16;
    private static final int ELF_CORE = 4;
    private static final int LEGACY_CPU_HEADER = 16;

    /** The first bytes of a file, as ISO 8859-1, and the sentence. */
    private record Signature(String start, String sentence) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("(\u00b5/\u00fd", "this is compressed with zstd: decompress it with zstd -d first"),
            new Signature("BZh", "this is compressed with bzip2: decompress it with bunzip2 first"),
            new Signature("\u0004\"M\u0018", "this is compressed with lz4: decompress it with lz4 -d first"),
            new Signature("7z\u00bc\u00af", "this is a 7-Zip archive: extract the profile from it first"),
            new Signature(
                    "\u001f\u00ef\u00bf\u00bd",
                    "this was a gzipped profile before it was treated as text, which damaged it: fetch it again, as binary data"),
            new Signature("H4sI", "this is gzipped data in base64: decode it with base64 -d first"),
            new Signature("\u0089PNG", aFile("a PNG picture")),
            new Signature("\u00ff\u00d8\u00ff", aFile("a JPEG picture")),
            new Signature("GIF8", aFile("a GIF picture")),
            new Signature("%PDF", aFile("a PDF document")),
            new Signature("SQLite format 3", aFile("a SQLite database")),
            new Signature("PERFILE2", aFile("a recording of Linux perf")),
            new Signature("FLR\u0000", aFile("a recording of the Java Flight Recorder")),
            new Signature("JAVA PROFILE ", aFile("a Java heap dump")),
            new Signature("\u00ca\u00fe\u00ba\u00be", aFile("a Java class or a macOS program")),
            new Signature("--- heapz 1 ---", aFile("a Java heap profile (heapz)", "a heap profile of Go")),
            new Signature("heap_v2/", "this is a heap profile of jemalloc, which cannot be read: jeprof reads it"),
            new Signature("MALLOC:", aFile("the statistics of tcmalloc")),
            new Signature(
                    "------------------------------------------------\nMALLOC:", aFile("the statistics of tcmalloc")));

    private ForeignFile() {}

    /** Returns the sentence about a file of a known kind; empty for any other. */
    static Optional<String> sentence(byte[] data) {
        String start = new String(data, 0, Math.min(data.length, LOOKED_AT), ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (start.startsWith(signature.start)) {
                return Optional.of(signature.sentence);
            }
        }
        return Optional.ofNullable(byStructure(data, start));
    }

    private static @Nullable String byStructure(byte[] data, String start) {
        String firstLine = start.lines().findFirst().orElse("");
        if (firstLine.startsWith("go1.") && firstLine.endsWith(" heap dump")) {
            return "this is a Go heap dump, as debug.WriteHeapDump makes it, not a heap profile: fetch /debug/pprof/heap";
        }
        if (start.startsWith("go 1.") && start.contains(" trace\0")) {
            return "this is a Go execution trace, not a heap profile: go tool trace reads it";
        }
        if (start.startsWith("\u007fELF")) {
            return isCore(data)
                    ? "this is a core dump, not a heap profile"
                    : "this is a program, not a profile: leave it out, the names are in the profile";
        }
        if (start.startsWith("ustar", TAR_MAGIC)) {
            return "this is a tar archive: extract the profile from it first";
        }
        if (TextEncoding.isUtf16(data) && start.startsWith("\u001f", start.startsWith("\u00ff\u00fe") ? 2 : 0)) {
            return "this was a gzipped profile before PowerShell wrote it as text, which damaged it: fetch it with curl -o";
        }
        return isLegacyCpu(data) ? aFile("a CPU profile in the old binary format of C++ programs") : null;
    }

    private static boolean isCore(byte[] data) {
        return data.length > ELF_TYPE + 1 && data[ELF_TYPE] + data[ELF_TYPE + 1] == ELF_CORE;
    }

    /** Its header is the words 0, 3, 0, of 4 or 8 bytes. */
    private static boolean isLegacyCpu(byte[] data) {
        return data.length >= LEGACY_CPU_HEADER && data[0] == 0 && data[1] == 0 && data[2] == 0 && data[3] == 0;
    }

    private static String aFile(String what) {
        return aFile(what, "a heap profile");
    }

    private static String aFile(String what, String wanted) {
        return "this looks like " + what + ", not " + wanted;
    }
}
