// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.BaseSettings;
import com.fasterxml.jackson.databind.cfg.CoercionConfigs;
import com.fasterxml.jackson.databind.cfg.ConfigOverrides;
import com.fasterxml.jackson.databind.cfg.DatatypeFeatures;
import com.fasterxml.jackson.databind.cfg.DefaultCacheProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerFactory;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's data binding of records, put together without an {@code ObjectMapper}. That class makes a date format for English
 * when it is loaded, which no value here needs. The JDK's tables of languages and calendars come with it, a fifth to a quarter
 * of the processor time of a short command. Nor does this look for Jackson's annotations, because no record has any.
 */
final class JsonRecords {
    private static final JsonFactory FORMAT = new JsonFactory();
    private static final SerializationConfig WRITING = writing();
    private static final DefaultSerializerProvider WRITER = new DefaultSerializerProvider.Impl();
    private static final SerializerFactory SERIALIZERS =
            BeanSerializerFactory.instance.withAdditionalSerializers(new StringLists());

    /** Loaded when a record is read. */
    private static final class Reader {
        static final DeserializationConfig CONFIG = reading();
        static final DefaultDeserializationContext CONTEXT =
                new DefaultDeserializationContext.Impl(BeanDeserializerFactory.instance);

        private Reader() {}
    }

    private JsonRecords() {}

    private static SerializationConfig writing() {
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

    private static DeserializationConfig reading() {
        return new DeserializationConfig(
                        settings(),
                        new StdSubtypeResolver(),
                        new SimpleMixInResolver(null),
                        new RootNameLookup(),
                        new ConfigOverrides(),
                        new CoercionConfigs(),
                        DatatypeFeatures.defaultFeatures())
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // A newer service may say more than this reader knows.
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * Writes a record, or a value of a kind that {@link JsonEncoder} does not know, such as an enum constant.
     *
     * @throws IOException when the output fails, or when the value has a part that cannot be written
     */
    static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        WRITER.createInstance(WRITING, SERIALIZERS).serializeValue(out, value);
    }

    /**
     * Reads a record.
     *
     * @throws IOException when the bytes are not JSON, or not of that record
     */
    static <T extends Record> T read(byte[] json, Class<T> view) throws IOException {
        JavaType type = TypeFactory.defaultInstance().constructType(view);
        try (JsonParser parser = FORMAT.createParser(json)) {
            DefaultDeserializationContext context = Reader.CONTEXT.createInstance(Reader.CONFIG, parser, null);
            parser.nextToken();
            T value = view.cast(context.readRootValue(parser, type, context.findRootValueDeserializer(type), null));
            if (parser.nextToken() != null) {
                context.reportTrailingTokens(view, parser, parser.currentToken());
            }
            return value;
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
