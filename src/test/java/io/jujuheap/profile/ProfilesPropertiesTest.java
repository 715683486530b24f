// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.AnyHeap;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of arithmetic on profiles. */
class ProfilesPropertiesTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void merging_is_associative(
            @ForAll("profiles") Profile a, @ForAll("profiles") Profile b, @ForAll("profiles") Profile c) {
        assertThat(SampleTable.of(sum(sum(a, b), c)))
                .isEqualTo(SampleTable.of(sum(a, sum(b, c))))
                .isEqualTo(SampleTable.of(Profiles.merge(List.of(a, b, c), Matching.ADDRESS)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void merging_is_commutative(@ForAll("profiles") Profile a, @ForAll("profiles") Profile b) {
        assertThat(SampleTable.of(sum(a, b))).isEqualTo(SampleTable.of(sum(b, a)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_base_and_the_growth_over_it_give_the_target(
            @ForAll("profiles") Profile base, @ForAll("profiles") Profile target) {
        Profile growth = Profiles.subtract(target, base, Matching.ADDRESS);
        assertThat(SampleTable.of(sum(growth, base))).isEqualTo(SampleTable.of(target));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void the_total_of_a_sum_is_the_sum_of_totals(@ForAll("profiles") Profile a, @ForAll("profiles") Profile b) {
        Profile sum = sum(a, b);
        for (int type = 0; type < sum.sampleTypes().size(); type++) {
            assertThat(sum.total(type)).isEqualTo(a.total(type) + b.total(type));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_merged_profile_has_no_equal_samples_none_that_are_zero_and_no_unused_locations(
            @ForAll("profiles") Profile a, @ForAll("profiles") Profile b) {
        Profile sum = sum(a, b);
        assertThat(sum.samples().count()).isEqualTo(SampleTable.of(sum).size());
        long used = IntStream.range(0, sum.samples().totalDepth())
                .map(sum.samples()::locationAt)
                .distinct()
                .count();
        assertThat(sum.locations()).hasSize((int) used);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_profile_minus_itself_is_empty_by_address_and_by_symbol(
            @ForAll("profiles") Profile profile, @ForAll Matching matching) {
        Assume.that(matching != Matching.SYMBOL || SymbolicForm.hasSymbols(profile));
        assertThat(Profiles.subtract(profile, profile, matching).samples().count())
                .isZero();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void relating_to_a_base_only_marks_its_samples(
            @ForAll("profiles") Profile base, @ForAll("profiles") Profile target) {
        Profile related = Profiles.relateToBase(target, base, Matching.ADDRESS);
        Profile growth = Profiles.subtract(target, base, Matching.ADDRESS);
        assertThat(related.total(0)).isEqualTo(growth.total(0));
        assertThat(related.samples().count())
                .isEqualTo(SampleTable.of(target).size() + SampleTable.of(base).size());
    }

    @Provide
    Arbitrary<Profile> profiles() {
        return AnyHeap.differences();
    }

    private static Profile sum(Profile a, Profile b) {
        return Profiles.merge(List.of(a, b), Matching.ADDRESS);
    }
}
