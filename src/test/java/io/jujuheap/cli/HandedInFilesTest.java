// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people hand them in: read, with a warning, or refused with a sentence that names what they are. */
class HandedInFilesTest {
    private static final Path FILES = Path.of("src/test/resources/handed-in");

    /** What {@code go tool pprof} prints of the protobuf of the same moment. */
    private static final String TABLE =
            """
            Type: inuse_space
            Showing nodes accounting for 2.31MB, 100% of 2.31MB total
                  flat  flat%   sum%        cum   cum%
                1.16MB 50.00% 50.00%     1.16MB 50.00%  example.com/a.(*Pool).Open
                1.16MB 50.00%   100%     1.16MB 50.00%  example.com/b.NewBuffer
                     0     0%   100%     1.16MB 50.00%  example.com/a.(*Server).login
                     0     0%   100%     2.31MB   100%  main.main
            """;

    private final CommandLine line = new CommandLine();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "tabs.txt | -",
                "blanks.txt | its lines were wrapped or have blanks where Go writes tabs",
                "one-blank.txt | its lines were wrapped or have blanks where Go writes tabs",
                "indented.txt | -",
                "powershell-utf16.txt | -",
                "utf8-bom.txt | -",
                "text.xz | -",
                "text.zip | -",
                "without-trailer.txt | it has no '# runtime.MemStats' trailer, so it may be cut short, and its sampling rate is"
                        + " taken from the header"
            })
    void is_read_as_the_profile_that_go_wrote(String file, String warning) {
        Outcome outcome = top(FILES.resolve(file));
        assertThat(outcome.out()).isEqualTo(TABLE);
        assertThat(outcome.err())
                .isEqualTo(
                        warning == null
                                ? ""
                                : "juju-heap: warning: " + FILES.resolve(file) + ": " + warning
                                        + System.lineSeparator());
        assertThat(outcome.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "go-heap-dump.bin | this is a Go heap dump, as debug.WriteHeapDump makes it",
                "go-trace.bin | this is a Go execution trace, not a heap profile",
                "gzip-through-utf8.pb.gz | this was a gzipped profile before it was treated as text",
                "text.zst | this is compressed with zstd: decompress it with zstd -d first",
                "java-heapz.txt | this looks like a Java heap profile (heapz), not a heap profile of Go",
                "emoji.txt | this is neither a protobuf nor a text heap profile; it begins with 'Service is running 🚀'",
                "c1.txt | this is neither a protobuf nor a text heap profile; it begins with '\ufffd31mhello 🚀 café'"
            })
    void is_refused_by_name(String file, String sentence) {
        assertRefused(top(FILES.resolve(file)), sentence);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void is_known_by_its_first_bytes(String start, String sentence) throws IOException {
        Path file = folder.resolve("file");
        Files.write(file, start.getBytes(ISO_8859_1));
        assertRefused(top(file), sentence);
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                Arguments.of("BZh91AY&SY", "this is compressed with bzip2"),
                Arguments.of("\u0089PNG\r\n\u001a\n", "this looks like a PNG picture"),
                Arguments.of("\u00ff\u00d8\u00ff\u00e0", "this looks like a JPEG picture"),
                Arguments.of("%PDF-1.7", "this looks like a PDF document"),
                Arguments.of(
                        "\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0004\u0000>",
                        "this is a core dump"),
                Arguments.of(
                        "\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0002\u0000>",
                        "this is a program"),
                Arguments.of("heap_v2/524288", "this is a heap profile of jemalloc"),
                Arguments.of(
                        "MALLOC:     4194304 (    4.0 MiB) Bytes in use", "this looks like the statistics of tcmalloc"),
                Arguments.of("JAVA PROFILE 1.0.2\u0000", "this looks like a Java heap dump"),
                Arguments.of("PERFILE2\u0098\u0000", "this looks like a recording of Linux perf"),
                Arguments.of("H4sIAAAAAAAA/5SS", "this is gzipped data in base64"),
                Arguments.of("go1.26 heap dump\n\u0006\u0000", "this is a Go heap dump"),
                Arguments.of("go 1.21 trace\u0000\u0000\u0000", "this is a Go execution trace"),
                Arguments.of(
                        "\u00ff\u00fe\u001f\u0000\u00fd\u00ff\b\u0000",
                        "this was a gzipped profile before PowerShell wrote it as text"));
    }

    @Test
    void a_tar_archive_is_known_by_its_magic() throws IOException {
        byte[] tar = new byte[1024];
        System.arraycopy("heap.txt".getBytes(ISO_8859_1), 0, tar, 0, 8);
        System.arraycopy("ustar".getBytes(ISO_8859_1), 0, tar, 257, 5);
        assertRefused(top(Files.write(folder.resolve("a.tar"), tar)), "this is a tar archive");
    }

    @Test
    void a_profile_after_the_head_of_an_http_answer_is_read() {
        Outcome outcome = top(FILES.resolve("http-response.pb.gz"));
        assertThat(outcome.out()).contains("20MB   100%  main.keep");
        assertThat(outcome.err()).contains("the head of an HTTP answer before it was passed over");
    }

    @Test
    void a_zip_archive_of_several_files_is_refused_with_their_names() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("one.txt"));
            zip.putNextEntry(new ZipEntry("two.txt"));
        }
        assertRefused(
                top(Files.write(folder.resolve("a.zip"), bytes.toByteArray())),
                "this is a zip archive of several files, such as one.txt and two.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.xz", "text.zip"})
    void an_archive_that_was_cut_short_is_refused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FILES.resolve(name));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 3));
        assertRefused(top(cut), "data: it is damaged or was cut short");
    }

    @Test
    void text_without_symbols_is_said_to_have_none() {
        Outcome outcome = top(FILES.resolve("without-symbols.txt"));
        assertThat(outcome.out()).contains("2.31MB   100%  <unknown>");
        assertThat(outcome.err()).contains("it has no symbol lines, so its functions are unknown");
    }

    @Test
    void a_gzipped_text_with_blanks_is_read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(FILES.resolve("blanks.txt"), gzip);
        }
        assertThat(top(Files.write(folder.resolve("blanks.gz"), bytes.toByteArray()))
                        .out())
                .isEqualTo(TABLE);
    }

    @Test
    void a_difference_of_texts_that_differ_in_their_blanks_is_nothing() {
        Outcome outcome = line.run(
                "top",
                "--base",
                FILES.resolve("tabs.txt").toString(),
                FILES.resolve("blanks.txt").toString());
        assertThat(outcome.out()).contains("Showing nodes accounting for 0, 0% of 0 total");
    }

    @Test
    void diff_and_leaks_say_that_a_text_may_be_cut_short() {
        String cut = FILES.resolve("without-trailer.txt").toString();
        String whole = FILES.resolve("tabs.txt").toString();
        assertThat(line.run("diff", whole, cut).err()).contains("it may be cut short");
        assertThat(line.run("leaks", whole, cut, whole).err()).contains("it may be cut short");
    }

    @Test
    void the_brief_memory_map_of_tcmalloc_names_the_binaries() {
        assertThat(top(FILES.resolve("brief-memory-map.txt")).out())
                .isEqualTo(
                        """
                        File: server
                        Type: space
                        Showing nodes accounting for 1028kB, 100% of 1028kB total
                              flat  flat%   sum%        cum   cum%
                             514kB 50.00% 50.00%      514kB 50.00%  [libc.so]
                             514kB 50.00%   100%     1028kB   100%  [server]
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unnamed", "named"})
    void a_base_is_matched_by_address_although_its_binary_has_no_name(String kind) {
        Outcome outcome = line.run(
                "top",
                "--base",
                FILES.resolve(kind + "-base.pb.gz").toString(),
                FILES.resolve(kind + "-target.pb.gz").toString());
        assertThat(outcome.out()).contains("Showing nodes accounting for 976.56kB, 14.29% of 6835.94kB total");
    }

    /** pprof loses both rows: it drops samples that are zero in the sample types whose ratio is not 1. */
    @Test
    void normalizing_keeps_samples_where_the_ratio_of_one_type_is_exactly_1() {
        Outcome outcome = line.run(
                "top",
                "--sample-index",
                "3",
                "--normalize",
                "--base",
                FILES.resolve("base-one.pb.gz").toString(),
                FILES.resolve("src-one.pb.gz").toString());
        assertThat(outcome.out()).contains("Showing nodes accounting for 0, 0% of 600B total", "-300B", " 300B");
    }

    @Test
    void raw_text_of_a_profile_without_a_mapping_is_that_of_pprof() {
        assertThat(line.run("convert", FILES.resolve("no-mapping.pb.gz").toString(), "--to", "text", "-o", "-")
                        .out())
                .isEqualTo("PeriodType: space bytes\nPeriod: 524288\nSamples:\ninuse_space/bytes\n       4096: 1 \n"
                        + "Locations\n     1: 0x401001 M=1 \nMappings\n1: 0x0/0x0/0x0   \n");
    }

    private Outcome top(Path file) {
        return line.run("top", file.toString());
    }

    private static void assertRefused(Outcome outcome, String sentence) {
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(sentence);
    }
}
