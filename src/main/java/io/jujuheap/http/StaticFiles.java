// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.core.EntityTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files that are served as they are, by a fixed list: no request becomes a path. */
final class StaticFiles {
    /** Each name, and its type. */
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "openapi.yaml", "application/yaml; charset=utf-8");

    private final Map<String, StaticFile> loaded = new ConcurrentHashMap<>();

    /** A file, its type, and a tag that changes with its bytes. */
    static final class StaticFile {
        private final byte[] bytes;
        private final String type;
        private final EntityTag tag;

        StaticFile(byte[] bytes, String type) {
            this.bytes = bytes;
            this.type = type;
            this.tag = new EntityTag(digest(bytes));
        }

        byte[] bytes() {
            return bytes;
        }

        String type() {
            return type;
        }

        EntityTag tag() {
            return tag;
        }

        private static String digest(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    Optional<StaticFile> find(String name) {
        String type = TYPES.get(name);
        return type == null ? Optional.empty() : Optional.of(loaded.computeIfAbsent(name, key -> load(key, type)));
    }

    private static StaticFile load(String name, String type) {
        String place = name.equals("openapi.yaml") ? name : "page/" + name;
        try (InputStream in = StaticFiles.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + place);
            }
            return new StaticFile(in.readAllBytes(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
