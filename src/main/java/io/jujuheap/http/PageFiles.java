// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that come with the program: the parts of the page, and the description of the interface. */
final class PageFiles {
    private PageFiles() {}

    /** A part of the page. */
    static String text(String name) {
        return new String(bytes("page/" + name), StandardCharsets.UTF_8);
    }

    /** A file, by its place beside this class. */
    static byte[] bytes(String place) {
        try (InputStream in = PageFiles.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + place);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
