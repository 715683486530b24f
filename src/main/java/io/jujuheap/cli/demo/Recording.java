// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The heap profiles of a small leaking controller, taken one after another; part of the jar. */
public final class Recording {
    /** How many moments of its life were recorded. */
    public static final int MOMENTS = 100;

    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private Recording() {}

    /** The profile of a moment, numbered from 0. */
    public static Profile moment(int number) {
        String name = String.format(Locale.ROOT, "/io/jujuheap/cli/demo/%03d.pb.gz", number);
        try (InputStream in = Recording.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return READER.read(in);
        } catch (MalformedProfileException e) {
            throw new IllegalStateException("the jar's " + name + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar's " + name, e);
        }
    }
}
