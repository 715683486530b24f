// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a profile in any of the forms that Go writes: {@code profile.proto}, or the text of {@code debug=1}, either of
 * them gzipped or not. Safe for use by several threads.
 */
public final class ProfileReader {
    private final Limits limits;

    private ProfileReader(Limits limits) {
        this.limits = requireNonNull(limits, "limits is null");
    }

    /** Returns a reader that refuses what exceeds {@code limits}. */
    public static ProfileReader withLimits(Limits limits) {
        return new ProfileReader(limits);
    }

    /**
     * Reads a profile from its bytes.
     *
     * @throws MalformedProfileException when it is not one whole, valid profile, or exceeds the limits
     */
    public Profile read(byte[] data) throws MalformedProfileException {
        return readPlain(Gzip.isGzip(data) ? Gzip.inflate(data, limits) : data);
    }

    /**
     * Reads a profile from the rest of a stream, which is left open.
     *
     * @throws MalformedProfileException when it is not one whole, valid profile, or exceeds the limits
     * @throws IOException when the stream cannot be read
     */
    public Profile read(InputStream in) throws MalformedProfileException, IOException {
        byte[] data = in.readNBytes(limits.inflatedBytes());
        if (data.length == limits.inflatedBytes() && in.read() >= 0) {
            throw tooLong();
        }
        return read(data);
    }

    private Profile readPlain(byte[] data) throws MalformedProfileException {
        if (data.length > limits.inflatedBytes()) {
            throw tooLong();
        }
        return switch (InputKind.of(data)) {
            case PROTOBUF -> ProtobufReader.read(data, limits);
            case TEXT -> TextReader.read(data, limits);
        };
    }

    private MalformedProfileException tooLong() {
        return new MalformedProfileException(
                "the profile is longer than the allowed " + limits.inflatedBytes() + " bytes");
    }
}
