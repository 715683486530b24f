// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.io.Sha256;
import io.jujuheap.render.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZOutputStream;

/**
 * A Grafana dashboard in the form that relations transport.
 *
 * @param name the name of its file, without the ending
 * @param uid the identifier by which Grafana recognises a new version of it
 * @param content its JSON, compressed by xz, in base64
 */
record Dashboard(String name, String uid, String content) {
    private static final String ENDING = ".json";
    private static final int UID_LENGTH = 16;

    /** The size of the dictionary of xz. The default takes 90 MB of memory, and dashboards are smaller than this. */
    private static final int DICTIONARY_BYTES = 1 << 20;

    /** Returns all dashboards of a directory, in the order of their names. */
    static List<Dashboard> in(Path directory) throws IOException {
        List<Dashboard> dashboards = new ArrayList<>();
        for (Path file : AlertRules.files(directory, "*" + ENDING)) {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, fileName.length() - ENDING.length());
            dashboards.add(of(name, Files.readString(file)));
        }
        return dashboards;
    }

    /** Adds a uid that stays the same, and a tag that names the charm. */
    static Dashboard of(String name, String json) throws IOException {
        ObjectNode dashboard = (ObjectNode) Documents.jsonObject(json);
        String uid =
                Documents.text(dashboard, "uid").orElseGet(() -> Sha256.hex(JujuUnit.CHARM + "-" + name, UID_LENGTH));
        dashboard.put("uid", uid);
        ArrayNode tags = dashboard.withArrayProperty("tags");
        TextNode tag = TextNode.valueOf("charm: " + JujuUnit.CHARM);
        if (!contains(tags, tag)) {
            tags.add(tag);
        }
        return new Dashboard(name, uid, compressed(Json.text(dashboard)));
    }

    private static boolean contains(ArrayNode tags, TextNode tag) {
        return StreamSupport.stream(tags.spliterator(), false).anyMatch(tag::equals);
    }

    private static String compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(bytes, options())) {
            xz.write(text.getBytes(UTF_8));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static LZMA2Options options() throws UnsupportedOptionsException {
        LZMA2Options options = new LZMA2Options();
        options.setDictSize(DICTIONARY_BYTES);
        return options;
    }
}
