// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.TestSummary;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SummaryBytesTest {

    @Property(tries = 200)
    void what_was_written_is_read_again(@ForAll long seed) {
        ProfileSummary summary = summary(new Random(seed), 1 + (int) Math.floorMod(seed, 300L));

        ProfileSummary read = read(SummaryBytes.of(summary));

        assertThat(read).isEqualTo(summary);
        assertThat(read.stacks().keySet())
                .extracting(CallSite::function)
                .containsExactlyInAnyOrderElementsOf(summary.stacks().keySet().stream()
                        .map(CallSite::function)
                        .toList());
    }

    @Test
    void stacks_are_known_again_by_call_sites_of_the_profile() {
        CallSite site = CallSite.of(List.of("bytes.makeSlice", "main.a", "main.main"));
        byte[] bytes = SummaryBytes.of(TestSummary.of(info(1), Map.of(site, figures(1))));

        SummaryReader reader = new SummaryReader();
        PackedSummary packed = reader.open("x", bytes).orElseThrow();
        assertThat(packed.stackIds()).containsExactly(site.id());

        reader.know(List.of(CallSite.of(site.stack())));
        ProfileSummary known = packed.unpacked().orElseThrow();
        assertThat(known.stacks().keySet()).extracting(CallSite::stack).containsExactly(site.stack());
        assertThat(read(bytes).stacks().keySet()).extracting(CallSite::stack).containsExactly(List.of("main.a"));
    }

    /** The second summary of an agent names nearly the same functions as the first, in other words for some of them. */
    @Property(tries = 200)
    void one_reader_of_a_series_reads_each_as_another_would(@ForAll long seed) {
        Random random = new Random(seed);
        SummaryReader reader = new SummaryReader();
        for (int i = 0; i < 6; i++) {
            ProfileSummary summary = summary(random, 1 + random.nextInt(40));
            PackedSummary packed =
                    reader.open("snapshot", SummaryBytes.of(summary)).orElseThrow();

            assertThat(packed.total()).isEqualTo(summary.total());
            assertThat(packed.functions(name -> true)).isEqualTo(summary.functions());
            assertThat(packed.functions(name -> name.hashCode() % 2 == 0)).isEqualTo(even(summary.functions()));
            assertThat(packed.unpacked()).contains(summary);
        }
    }

    private static Map<String, Figures> even(Map<String, Figures> functions) {
        Map<String, Figures> even = new HashMap<>(functions);
        even.keySet().removeIf(name -> name.hashCode() % 2 != 0);
        return even;
    }

    /** Such as another program's that happens to begin like ours. */
    @Property(tries = 300)
    void nonsense_with_the_right_checksum_is_no_summary_and_no_error(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = SummaryBytes.of(summary(random, 10));
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            bytes[SummaryBytes.HEADER_BYTES + random.nextInt(bytes.length - SummaryBytes.HEADER_BYTES)] =
                    (byte) random.nextInt();
        }
        ByteBuffer.wrap(bytes).putLong(1, SummaryBytes.checksum(bytes, SummaryBytes.HEADER_BYTES));
        SummaryReader reader = new SummaryReader();

        reader.open("x", bytes).ifPresent(packed -> {
            assertThat(packed.functions(name -> true)).isNotNull();
            assertThat(packed.unpacked()).isNotNull();
            assertThat(packed.stackIds()).isNotNull();
        });
    }

    @Property(tries = 300)
    void damage_is_seen(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = SummaryBytes.of(summary(random, 20));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));

        assertThat(new SummaryReader().open("x", bytes)).isEmpty();
    }

    @Test
    void a_part_is_no_summary() {
        byte[] bytes = SummaryBytes.of(summary(new Random(1), 20));

        for (int length = 0; length < bytes.length; length++) {
            assertThat(new SummaryReader().open("x", Arrays.copyOf(bytes, length)))
                    .isEmpty();
        }
    }

    /** Two blocks on disk: a month of them takes a tenth of what the store may hold. */
    @Test
    void the_summary_of_a_large_agent_takes_less_than_eight_kilobytes() {
        Random random = new Random(1);
        Map<CallSite, Figures> sites = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            long bytes = (long) (1e9 * Math.pow(random.nextDouble(), 20));
            long allocated = bytes + (long) (1e12 * random.nextDouble());
            sites.put(
                    CallSite.of(List.of(
                            "github.com/juju/juju/package" + i % 90 + "/sub.(*Worker).method" + i % 1400, "root" + i)),
                    new Figures(bytes, bytes / 96, allocated, allocated / 96, bytes >> 19, allocated >> 19));
        }

        assertThat(SummaryBytes.of(TestSummary.of(info(1), sites))).hasSizeLessThan(8192);
    }

    private static ProfileSummary read(byte[] bytes) {
        return new SummaryReader()
                .open("snapshot", bytes)
                .flatMap(PackedSummary::unpacked)
                .orElseThrow();
    }

    private static ProfileSummary summary(Random random, int sites) {
        Map<CallSite, Figures> figures = new HashMap<>();
        for (int i = 0; i < sites; i++) {
            List<String> stack = new ArrayList<>();
            for (int depth = random.nextInt(4); depth >= 0; depth--) {
                stack.add("main.f" + random.nextInt(sites) + "é\uD83D\uDE00".substring(0, random.nextInt(2) * 2 + 1));
            }
            figures.put(CallSite.of(stack), figures(random.nextLong() >> (8 + random.nextInt(50))));
        }
        return TestSummary.of(info(random.nextInt()), figures);
    }

    private static Figures figures(long number) {
        return new Figures(number, number / 2, number * 3, number + 7, number / 3, 1);
    }

    private static ProcessMarks marks(int number) {
        OptionalLong known = number % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(number & 0xFFFF);
        Optional<Instant> started = Optional.of(Instant.ofEpochMilli(number)).filter(time -> number > 0);
        return new ProcessMarks(OptionalLong.of(3), known, started);
    }

    private static SnapshotInfo info(int number) {
        OptionalLong epoch = number % 3 == 0 ? OptionalLong.empty() : OptionalLong.of(number);
        return new SnapshotInfo(
                "snapshot", number * 60_000_000_000L, 524288, marks(number), epoch, epoch, OptionalLong.of(1L << 40));
    }
}
