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
 * The heap profiles of a small leaking controller, taken one after another, and its goroutines at as many moments of a second
 * life; part of the jar.
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
        try (InputStream in = resource(number, "pb.gz")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar's recording", e);
        }
    }

    /** Returns the text of a moment, as Go wrote it. */
    public static byte[] text(int number) {
        try (InputStream in = new GZIPInputStream(resource(number, "txt.gz"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar's recording", e);
        }
    }

    /** Returns the gzipped protobuf of the goroutines at a moment, as Go wrote it. */
    public static byte[] goroutines(int number) {
        try (InputStream in = resource(number, "goroutine.pb.gz")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar's recording", e);
        }
    }

    /** Returns the text of the goroutines at a moment, as Go wrote it. */
    public static byte[] goroutinesText(int number) {
        try (InputStream in = new GZIPInputStream(resource(number, "goroutine.txt.gz"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar's recording", e);
        }
    }

    /** Returns the statistics of Go's runtime at a moment. */
    static MemStats memStats(int number) {
        return read(text(number)).info().goMemStats().orElseThrow();
    }

    private static InputStream resource(int number, String form) throws IOException {
        String name = String.format(Locale.ROOT, "%03d.%s", number, form);
        InputStream in = Recording.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the jar lacks " + name);
        }
        return in;
    }
}
