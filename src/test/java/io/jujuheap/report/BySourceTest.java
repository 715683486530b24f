// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.testkit.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BySourceTest {
    private final Profile profile = read(Recorded.heaps().get(0).protobuf());

    private static Profile read(byte[] bytes) {
        try {
            return ProfileReader.withLimits(Limits.DEFAULT).read(bytes);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Profile> named(Profile... profiles) {
        Map<String, Profile> named = new LinkedHashMap<>();
        for (Profile each : profiles) {
            named.put("juju:" + named.size(), each);
        }
        return named;
    }

    @Test
    void each_column_is_the_top_of_its_profile() {
        Profile other = read(Recorded.heaps().get(1).protobuf());
        ReportOptions all = ReportOptions.builder()
                .nodeCount(0)
                .nodeFraction(0)
                .edgeFraction(0)
                .build();
        BySource report = BySource.of(named(profile, other), all);

        assertThat(report.totals())
                .containsExactly(
                        Top.of(profile, all).legend().total(),
                        Top.of(other, all).legend().total());
        for (Top.Row row : Top.of(other, all).rows()) {
            if (row.flat() == 0) {
                continue; // not listed, where the other has none of it either
            }
            assertThat(report.rows())
                    .filteredOn(candidate -> candidate.name().equals(row.name()))
                    .as(row.name())
                    .singleElement()
                    .satisfies(found -> assertThat(found.values().get(1)).isEqualTo(row.flat()));
        }
    }

    @Test
    void three_alike_have_no_outlier_and_one_of_four_times_the_size_is_it() {
        BySource alike = BySource.of(named(profile, profile, profile), ReportOptions.DEFAULT);
        assertThat(alike.outlier()).isEmpty();
        assertThat(alike.rows()).allSatisfy(row -> assertThat(row.outlier()).isEmpty());

        Profile larger = Profiles.merge(List.of(profile, profile, profile, profile), Matching.AUTOMATIC);
        BySource differing = BySource.of(named(profile, larger, profile), ReportOptions.DEFAULT);
        assertThat(differing.outlier()).hasValue(1);
        assertThat(differing.rows().get(0).outlier()).hasValue(1);
        assertThat(differing.rows().get(0).values().get(1))
                .isEqualTo(4 * differing.rows().get(0).values().get(0));
    }

    @Test
    void half_as_much_again_is_no_outlier() {
        Profile two = Profiles.merge(List.of(profile, profile), Matching.AUTOMATIC);
        Profile three = Profiles.merge(List.of(profile, profile, profile), Matching.AUTOMATIC);
        BySource report = BySource.of(named(two, three, two), ReportOptions.DEFAULT);
        assertThat(report.outlier()).isEmpty();
        assertThat(report.rows()).allSatisfy(row -> assertThat(row.outlier()).isEmpty());
    }
}
