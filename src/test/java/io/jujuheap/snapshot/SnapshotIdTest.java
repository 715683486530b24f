// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SnapshotIdTest {
    private static final Instant SECOND = Instant.parse("2026-11-22T16:02:11Z");

    @Test
    void reads_as_agent_time_and_number() {
        assertThat(new SnapshotId("machine-0", SECOND.plusMillis(999), 7))
                .hasToString("machine-0/20261122T160211Z-007");
    }

    @Property
    void is_read_back_from_its_text(@ForAll("ids") SnapshotId id) {
        assertThat(SnapshotId.parse(id.toString())).contains(id);
    }

    @Property
    void the_order_of_names_is_the_order_of_time(@ForAll("ids") SnapshotId a, @ForAll("ids") SnapshotId b) {
        SnapshotId sameAgent = new SnapshotId(a.agent(), b.second(), b.sequence());
        assertThat(Integer.signum(a.name().compareTo(sameAgent.name())))
                .isEqualTo(Integer.signum(a.compareTo(sameAgent)));
    }

    @Property
    void no_other_text_is_an_id(@ForAll String text) {
        SnapshotId.parse(text).ifPresent(id -> assertThat(id).hasToString(text));
    }

    @Provide
    static Arbitrary<SnapshotId> ids() {
        return Combinators.combine(
                        Arbitraries.of("machine-0", "unit-mysql-0", "controller-2", "a_B-9"),
                        Arbitraries.longs().between(0, 253402300799L).map(Instant::ofEpochSecond),
                        Arbitraries.integers().between(0, SnapshotId.MAX_SEQUENCE))
                .as(SnapshotId::new);
    }

    @Test
    void refuses_what_could_not_be_a_name() {
        assertThatThrownBy(() -> new SnapshotId("..", SECOND, 0))
                .hasMessage("an agent tag is 1 to 100 letters, digits, '-' and '_'");
        assertThatThrownBy(() -> new SnapshotId("a/b", SECOND, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SnapshotId("-a", SECOND, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SnapshotId("a".repeat(101), SECOND, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SnapshotId("a", SECOND, 1000))
                .hasMessage("a sequence number is 0 to 999, not 1000");
        assertThatThrownBy(() -> new SnapshotId("a", Instant.MAX, 0))
                .hasMessageStartingWith("a snapshot is taken between the years 0 and 9999, not at ");
    }

    @Test
    void sorts_by_agent_then_time_then_number() {
        List<SnapshotId> sorted = List.of(
                new SnapshotId("a", SECOND, 1),
                new SnapshotId("a", SECOND.plusSeconds(1), 0),
                new SnapshotId("b", SECOND.minusSeconds(9), 0),
                new SnapshotId("b", SECOND.minusSeconds(9), 2));

        assertThat(sorted).isSortedAccordingTo(Comparator.naturalOrder());
    }
}
