// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    @Property(tries = 500)
    void what_is_written_reads_as_the_same_profile(@ForAll("profiles") Profile profile)
            throws MalformedProfileException {
        assertThat(READER.read(ProfileWriter.protobuf(profile))).isEqualTo(profile);
    }

    @Property(tries = 100)
    void gzipping_changes_nothing(@ForAll("profiles") Profile profile) throws Exception {
        byte[] gzipped = ProfileWriter.gzippedProtobuf(profile);
        assertThat(READER.read(gzipped)).isEqualTo(profile);
    }

    @Property(tries = 100)
    void equal_profiles_give_equal_bytes(@ForAll("profiles") Profile profile) throws MalformedProfileException {
        byte[] bytes = ProfileWriter.protobuf(profile);
        assertThat(ProfileWriter.protobuf(READER.read(bytes))).isEqualTo(bytes);
    }

    @Property(tries = 300)
    void the_form_on_the_wire_does_not_matter(@ForAll("profiles") Profile profile, @ForAll long seed)
            throws MalformedProfileException {
        byte[] bytes = ProfileWriter.protobuf(profile);
        assertThat(READER.read(WireScrambler.scramble(bytes, seed))).isEqualTo(profile);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void a_recorded_profile_survives_being_written(Path recording) throws IOException, MalformedProfileException {
        Profile profile = READER.read(Files.readAllBytes(recording));
        assertThat(READER.read(ProfileWriter.gzippedProtobuf(profile))).isEqualTo(profile);
    }

    static List<Path> recordings() {
        return Stream.concat(
                        Recorded.all().stream().map(Recorded::file),
                        Recorded.withText().stream().map(Recorded::textFile))
                .toList();
    }

    @Provide
    Arbitrary<Profile> profiles() {
        return AnyProfile.arbitrary();
    }
}
