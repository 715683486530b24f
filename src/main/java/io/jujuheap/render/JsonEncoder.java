// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values with Jackson's generator: maps, lists, trees and plain values by itself, records by {@link JsonRecords}. A hook
 * of the charm writes no records as a rule, and would load the data binding for longer than it runs.
 */
final class JsonEncoder {
    private static final JsonFactory FORMAT = new JsonFactory();

    private final JsonGenerator out;

    private JsonEncoder(JsonGenerator out) {
        this.out = out;
    }

    /**
     * Writes a record, map, list, tree or plain value without white space, and closes the writer.
     *
     * @param escapes the characters of strings that are escaped; null for those that have to be
     * @throws IOException when the writer fails, or when the value has a part that cannot be written
     */
    static void write(Writer out, Object value, @Nullable CharacterEscapes escapes) throws IOException {
        try (JsonGenerator generator = FORMAT.createGenerator(out)) {
            generator.setCharacterEscapes(escapes);
            new JsonEncoder(generator).value(value);
        }
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof String string) {
            out.writeString(string);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Map<?, ?> map) {
            object(map.entrySet());
        } else if (value instanceof Collection<?> list) {
            array(list);
        } else if (value instanceof JsonNode node) {
            tree(node);
        } else {
            JsonRecords.write(value, out);
        }
    }

    private void object(Collection<? extends Map.Entry<?, ?>> entries) throws IOException {
        SortedMap<String, @Nullable Object> sorted = new TreeMap<>();
        entries.forEach(entry -> sorted.put(String.valueOf(entry.getKey()), entry.getValue()));
        out.writeStartObject();
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            out.writeFieldName(entry.getKey());
            value(entry.getValue());
        }
        out.writeEndObject();
    }

    private void array(Iterable<?> values) throws IOException {
        out.writeStartArray();
        for (Object value : values) {
            value(value);
        }
        out.writeEndArray();
    }

    private void tree(JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> object(node.properties());
            case ARRAY -> array(node);
            case STRING -> out.writeString(node.textValue());
            case NUMBER -> number(node.numberValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            default -> out.writeNull();
        }
    }

    private void number(Number number) throws IOException {
        if (number instanceof Double) {
            out.writeNumber(number.doubleValue());
        } else if (number instanceof BigInteger large) {
            out.writeNumber(large);
        } else if (number instanceof Long || number instanceof Integer) {
            out.writeNumber(number.longValue());
        } else {
            JsonRecords.write(number, out);
        }
    }
}
