package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * The one way in which JSON is read and written: strictly, and without fields that are absent. A
 * field that is null counts as absent.
 */
public final class Json {
  /** Threading: immutable. */
  public static final JsonMapper MAPPER = mapper();

  private static final String SOURCE = "source";

  private Json() {}

  /**
   * The value that this JSON is.
   *
   * @param text JSON in UTF-8; the value keeps a view of it where it holds {@link RawJson}
   * @throws JacksonException if it is not JSON, or not of that type
   */
  public static <T> T read(byte[] text, Class<T> type) {
    return MAPPER.readerFor(type).withAttribute(SOURCE, text).readValue(text);
  }

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.NESTING)
                    .maxNumberLength(40)
                    .maxNameLength(256)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .changeDefaultPropertyInclusion(
            value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
        .annotationIntrospector(new RequiredPrimitives())
        .addModule(
            new SimpleModule()
                .addSerializer(RawJson.class, new RawWriter())
                .addDeserializer(RawJson.class, new RawReader()))
        .build();
  }

  /** What was wrong with which field, in words that may be shown to whoever sent it. */
  public static String reason(JacksonException e) {
    String path =
        e.getPath().stream()
            .map(step ->
                step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
            .collect(Collectors.joining("."));
    String why =
        e.getCause() instanceof IllegalArgumentException refused
            ? refused.getMessage()
            : "the value is missing or of the wrong type";
    return path.isEmpty() ? "" + why : path + ": " + why;
  }

  /**
   * A number or boolean that is missing is refused like anything else, not taken for 0 or false,
   * unless it is one that is written {@link OnlyTrue}.
   */
  private static final class RequiredPrimitives extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      boolean required =
          member.getRawType().isPrimitive() && !member.hasAnnotation(JsonSetter.class);
      return required ? Boolean.TRUE : super.hasRequiredMarker(config, member);
    }
  }

  /** Keeps the bytes of an object, and skips it token by token, so that it is well-formed. */
  private static final class RawReader extends StdDeserializer<RawJson> {
    RawReader() {
      super(RawJson.class);
    }

    @Override
    public RawJson deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() != JsonToken.START_OBJECT
          || !(context.getAttribute(SOURCE) instanceof byte[] source)) {
        return (RawJson)
            context.handleUnexpectedToken(context.constructType(RawJson.class), parser);
      }
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      int end = (int) parser.currentLocation().getByteOffset();
      return new RawJson(source, start, end - start);
    }
  }

  private static final class RawWriter extends StdSerializer<RawJson> {
    RawWriter() {
      super(RawJson.class);
    }

    @Override
    public void serialize(RawJson value, JsonGenerator generator, SerializationContext context)
        throws JacksonException {
      generator.writeRawValue(value.toString());
    }
  }
}
