// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Recorded profiles in the jar of a small controller that leaks: its heap at {@value #MOMENTS} moments, and its
 * goroutines at as many moments of a second run.
 */
public final class Recording {
    /** The number of moments that were recorded. */
    public static final int MOMENTS = 60;

    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private Recording() {}

    /** Returns the profile of a moment, numbered from 0. */
    public static Profile moment(int number) {
        return read(protobuf(number));
    }

    /** Returns the goroutines of a moment, numbered from 0. */
    public static Profile goroutinesOf(int number) {
        return read(goroutines(number));
    }

    private static Profile read(byte[] bytes) {
        try {
            return READER.read(bytes);
        } catch (MalformedProfileException e) {
            throw new IllegalStateException("the jar's recording is damaged: " + e.getMessage(), e);
        }
    }

    /** Returns the gzipped protobuf of a moment, as Go wrote it. */
    public static byte[] protobuf(int number) {
        return bytes(number, "pb.gz", in -> in);
    }

    /** Returns the text of a moment, as Go wrote it. */
    public static byte[] text(int number) {
        return bytes(number, "txt.gz", GZIPInputStream::new);
    }

    /** Returns the gzipped protobuf of the goroutines at a moment, as Go wrote it. */
    public static byte[] goroutines(int number) {
        return bytes(number, "goroutine.pb.gz", in -> in);
    }

    /** Returns the text of the goroutines at a moment, as Go wrote it. */
    public static byte[] goroutinesText(int number) {
        return bytes(number, "goroutine.txt.gz", GZIPInputStream::new);
    }

    /** Returns the statistics of Go's runtime at a moment. */
    static MemStats memStats(int number) {
        return read(text(number)).info().goMemStats().orElseThrow();
    }

    @FunctionalInterface
    private interface Unpacking {
        InputStream of(InputStream in) throws IOException;
    }

    private static byte[] bytes(int number, String form, Unpacking unpacking) {
        String name = String.format(Locale.ROOT, "%03d.%s", number, form);
        try (InputStream in = Recording.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar lacks " + name);
            }
            return unpacking.of(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar's recording", e);
        }
    }
}
