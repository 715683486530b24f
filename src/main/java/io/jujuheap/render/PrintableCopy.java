// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.io.Printable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies reports so that their texts cannot control a terminal or break a line. Names come from profiles and may
 * contain any characters. All texts of a report are copied before the layout, so the code of each report need not do
 * it.
 */
final class PrintableCopy {
    private PrintableCopy() {}

    /** Returns the report with all its texts made printable, also those in lists and nested records. */
    @SuppressWarnings("unchecked") // a copy has the class of its original
    static <R extends Record> R of(R report) {
        return (R) copyOfRecord(report);
    }

    private static @Nullable Object copyOrNull(@Nullable Object value) {
        return value == null ? null : copy(value);
    }

    private static Object copy(Object value) {
        if (value instanceof String text) {
            return Printable.name(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PrintableCopy::copy).toList();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(PrintableCopy::copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copies = new LinkedHashMap<>();
            map.forEach((key, mapped) -> copies.put(copy(key), copy(mapped)));
            return copies;
        }
        return value instanceof Record record ? copyOfRecord(record) : value;
    }

    private static Record copyOfRecord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = copyOrNull(accessor.invoke(record));
            }
            Constructor<? extends Record> canonical = record.getClass().getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be copied: " + record.getClass(), e);
        }
    }
}
