// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a profile in any of the forms that Go writes: {@code profile.proto}, or the texts of {@code debug=1} and
 * {@code debug=2}, each of them gzipped or not. Thread-safe.
 */
public final class ProfileReader {
    private final Limits limits;
    private final MemoryUse.Room room;

    private ProfileReader(Limits limits, MemoryUse.Room room) {
        this.limits = requireNonNull(limits, "limits is null");
        this.room = room;
    }

    /** Returns a reader with these limits. */
    public static ProfileReader withLimits(Limits limits) {
        return withLimits(limits, HeapRoom::require);
    }

    /**
     * Returns a reader that requests its memory from {@code room}.
     *
     * @param room grants the memory
     */
    static ProfileReader withLimits(Limits limits, MemoryUse.Room room) {
        return new ProfileReader(limits, room);
    }

    /**
     * Reads a profile from its bytes.
     *
     * @throws MalformedProfileException when it is not one complete, valid profile, or exceeds the limits
     */
    public Profile read(byte[] data) throws MalformedProfileException {
        return within(data, memory -> readPlain(Gzip.isGzip(data) ? Gzip.inflate(data, limits, memory) : data, memory));
    }

    /**
     * Reads the profiles in a file of a user. It may be packed with xz or zip. It may also be text that was pasted,
     * wrapped or truncated, with other lines around it, or with several profiles in it. For bytes directly from an
     * agent, use {@link #read(byte[])}, which requires a complete profile.
     *
     * @throws MalformedProfileException when there is no valid profile, or it exceeds the limits
     */
    public Reading readFound(byte[] data) throws MalformedProfileException {
        return within(data, memory -> found(data, memory));
    }

    private Reading found(byte[] data, MemoryUse memory) throws MalformedProfileException {
        List<String> remarks = new ArrayList<>();
        byte[] plain = Unpacker.unpack(data, limits, memory, remarks);
        try {
            return new Reading(List.of(readPlain(plain, memory)), String.join("; ", remarks));
        } catch (MalformedProfileException e) {
            List<PastedProfile> pasted = PastedText.profiles(TextEncoding.utf8(plain), limits);
            if (pasted.isEmpty()) {
                throw e;
            }
            return reading(pasted, memory, remarks);
        }
    }

    private Reading reading(List<PastedProfile> pasted, MemoryUse memory, List<String> remarks)
            throws MalformedProfileException {
        List<Profile> profiles = new ArrayList<>(pasted.size());
        for (PastedProfile profile : pasted) {
            profiles.add(TextReader.read(profile, limits, memory));
            String which = pasted.size() == 1 ? "" : "of its profile " + profiles.size() + ", ";
            profile.remarks().forEach(remark -> remarks.add(which + remark));
        }
        return new Reading(profiles, String.join("; ", remarks));
    }

    /** Reads with an account of the memory in use. */
    @FunctionalInterface
    private interface Work<T> {
        T with(MemoryUse memory) throws MalformedProfileException;
    }

    private <T> T within(byte[] data, Work<T> work) throws MalformedProfileException {
        try {
            return HeapRoom.working(() -> work.with(new MemoryUse(room)));
        } catch (HeapRoom.ExceededException e) {
            throw new MalformedProfileException(
                    "the profile of " + data.length + " bytes cannot be read: " + e.getMessage(), e);
        }
    }

    private Profile readPlain(byte[] data, MemoryUse memory) throws MalformedProfileException {
        if (data.length > limits.inflatedBytes()) {
            throw tooLong();
        }
        return switch (InputKind.of(data)) {
            case PROTOBUF -> ProtobufReader.read(data, limits, memory);
            case TEXT -> TextReader.read(data, limits, memory);
            case COUNT_TEXT -> CountTextReader.read(data, limits, memory);
            case GOROUTINE_DUMP -> GoroutineDumpReader.read(data, limits, memory);
        };
    }

    private MalformedProfileException tooLong() {
        return new MalformedProfileException(
                "the profile is longer than the allowed " + limits.inflatedBytes() + " bytes");
    }
}
