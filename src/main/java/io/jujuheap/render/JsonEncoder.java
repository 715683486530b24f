// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.BaseSettings;
import com.fasterxml.jackson.databind.cfg.ConfigOverrides;
import com.fasterxml.jackson.databind.cfg.DatatypeFeatures;
import com.fasterxml.jackson.databind.cfg.DefaultCacheProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.introspect.BasicClassIntrospector;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.SimpleMixInResolver;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.StdSubtypeResolver;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.SerializerFactory;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.RootNameLookup;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's data binding for writing, put together without an {@code ObjectMapper}. That class makes a date format for English
 * when it is loaded, which no value here needs. The JDK's tables of languages and calendars come with it, a fifth to a quarter
 * of the processor time of a short command. Nor does it look for Jackson's annotations, because no value has any.
 */
final class JsonEncoder {
    private static final JsonFactory FORMAT = new JsonFactory();
    private static final SerializationConfig CONFIG = config();
    private static final DefaultSerializerProvider PROVIDER = new DefaultSerializerProvider.Impl();
    private static final SerializerFactory SERIALIZERS =
            BeanSerializerFactory.instance.withAdditionalSerializers(new StringLists());

    private JsonEncoder() {}

    private static SerializationConfig config() {
        ConfigOverrides overrides = new ConfigOverrides();
        overrides.setDefaultInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
        return new SerializationConfig(
                        settings(),
                        new StdSubtypeResolver(),
                        new SimpleMixInResolver(null),
                        new RootNameLookup(),
                        overrides,
                        DatatypeFeatures.defaultFeatures())
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
    }

    /** The settings of an {@code ObjectMapper}, without annotations, dates, time zones and types named in the text. */
    private static BaseSettings settings() {
        return new BaseSettings(
                new BasicClassIntrospector(),
                AnnotationIntrospector.nopInstance(),
                null,
                null,
                TypeFactory.defaultInstance(),
                null,
                null,
                null,
                Locale.ROOT,
                null,
                Base64Variants.getDefaultVariant(),
                LaissezFaireSubTypeValidator.instance,
                new DefaultAccessorNamingStrategy.Provider(),
                DefaultCacheProvider.defaultInstance());
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
            PROVIDER.createInstance(CONFIG, SERIALIZERS).serializeValue(generator, value);
        }
    }

    /** Finds the serializer of lists of strings. Jackson's own asks for an annotation, for which Java generates a class. */
    private static final class StringLists extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription bean,
                @Nullable TypeSerializer typeSerializer,
                @Nullable JsonSerializer<Object> elementSerializer) {
            boolean isOfStrings =
                    type.isTypeOrSubTypeOf(List.class) && type.getContentType().hasRawClass(String.class);
            return isOfStrings ? new StringList() : null;
        }
    }

    private static final class StringList extends JsonSerializer<List<@Nullable String>> {
        @Override
        public void serialize(List<@Nullable String> strings, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeStartArray(strings, strings.size());
            for (String string : strings) {
                // Null is written as null.
                out.writeString(string);
            }
            out.writeEndArray();
        }
    }
}
