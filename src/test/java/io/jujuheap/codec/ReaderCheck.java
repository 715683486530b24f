// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.Allocation;
import java.util.List;

/**
 * Checks that reading gives a sentence or profiles that survive being written, whatever the bytes, in memory in proportion to
 * them; and that without memory it gives the same, or the sentence that there is none.
 */
public final class ReaderCheck {
    private static final Limits LIMITS = new Limits(1 << 20, 200, 10_000, 1_000, 100_000, 10_000, 10_000, 10_000);
    private static final ProfileReader READER = ProfileReader.withLimits(LIMITS);
    private static final ProfileReader WITHOUT_ROOM = ProfileReader.withLimits(LIMITS, bytes -> {
        throw new HeapRoom.ExceededException(bytes);
    });

    /** The most that is allocated for a byte of a profile: a location of two bytes, its line, and the stack of a sample. */
    private static final int TIMES = 1_000;

    /** An xz file of a few bytes may ask for so much, which the reader asks for in its turn. */
    private static final int LARGEST_DICTIONARY = 200 << 20;

    private ReaderCheck() {}

    @FunctionalInterface
    private interface Reading {
        List<Profile> profiles(ProfileReader reader, byte[] input) throws MalformedProfileException;
    }

    /** Reads as from an agent. */
    public static void read(byte[] input) {
        check((reader, bytes) -> List.of(reader.read(bytes)), input);
    }

    /** Reads as from a file of a person. */
    public static void readFound(byte[] input) {
        check((reader, bytes) -> reader.readFound(bytes).profiles(), input);
    }

    private static void check(Reading reading, byte[] input) {
        int dictionary = isXz(input) ? LARGEST_DICTIONARY / TIMES : 0;
        Allocation.assertProportional(TIMES, input.length + dictionary, () -> read(reading, input));
        List<Profile> profiles = read(reading, input);
        profiles.forEach(ReaderCheck::assertSurvivesBeingWritten);
        assertRefusedOrSame(reading, input, profiles);
    }

    /** Returns the profiles; none when the input is refused with a sentence. */
    private static List<Profile> read(Reading reading, byte[] input) {
        try {
            return reading.profiles(READER, input);
        } catch (MalformedProfileException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n", "Exception");
            return List.of();
        }
    }

    private static boolean isXz(byte[] input) {
        return input.length > 2 && (input[0] & 0xff) == 0xfd && input[1] == '7' && input[2] == 'z';
    }

    private static void assertRefusedOrSame(Reading reading, byte[] input, List<Profile> profiles) {
        if (profiles.isEmpty()) {
            return;
        }
        try {
            assertThat(reading.profiles(WITHOUT_ROOM, input)).isEqualTo(profiles);
        } catch (MalformedProfileException refused) {
            assertThat(refused.getMessage()).contains(" of memory or more, and Java may use ");
        }
    }

    private static void assertSurvivesBeingWritten(Profile profile) {
        try {
            // Its own for each profile: it adds up what was taken.
            MemoryUse unlimited = new MemoryUse(bytes -> {});
            assertThat(ProtobufReader.read(ProfileWriter.protobuf(profile), Limits.DEFAULT, unlimited))
                    .isEqualTo(profile);
        } catch (MalformedProfileException e) {
            throw new AssertionError("what was read cannot be written and read again", e);
        }
    }
}
