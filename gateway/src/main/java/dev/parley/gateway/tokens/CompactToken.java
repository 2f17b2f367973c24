package dev.parley.gateway.tokens;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.parley.protocol.Check;
import dev.parley.protocol.Json;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.UserId;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A token as it is read before anybody believes it: JWS compact serialization (RFC 7515, section
 * 7.1) of three segments in canonical base64url, whose JSON names nothing twice (RFC 8725, section
 * 2.4 asks for as much).
 *
 * @param text as it came
 * @param signature its length in bytes
 */
record CompactToken(String text, Header header, Payload payload, int signature) {
  private static final Pattern SEGMENTS =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * RFC 7515, section 4.1.
   *
   * @param crit extensions that must be understood; we understand none
   */
  record Header(String alg, @Nullable String kid, @Nullable Object crit) {
    Header {
      Check.present("alg", alg);
      if (crit != null) {
        throw new IllegalArgumentException("crit names what is not understood");
      }
    }
  }

  /**
   * RFC 7519, section 4.1; the times in seconds since 1970, and fractions of them.
   *
   * @param parley what our servers ask a token for
   */
  record Payload(
      @Nullable String iss,
      UserId sub,
      @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> aud,
      Double exp,
      @Nullable Double nbf,
      @Nullable TokenId jti,
      @Nullable Rights parley) {
    private static final int MS = 1_000;

    Payload {
      Check.present("sub", sub);
      aud = List.copyOf(Check.present("aud", aud));
      millis("exp", Check.present("exp", exp));
      if (nbf != null) {
        millis("nbf", nbf);
      }
    }

    private static long millis(String field, double seconds) {
      if (!(seconds >= 0 && seconds * MS <= Limits.MAX_SAFE_INTEGER)) {
        throw new IllegalArgumentException(field + " must be a moment in seconds");
      }
      return (long) (seconds * MS);
    }

    /** When it ends (ms since 1970). */
    long expires() {
      return millis("exp", exp);
    }

    /** When it begins (ms since 1970). */
    long begins() {
      return nbf == null ? 0 : millis("nbf", nbf);
    }

    Rights rights() {
      return parley == null ? Rights.NONE : parley;
    }
  }

  /** The claim {@code parley}; what is absent allows nothing, but for role and publish. */
  record Rights(
      @Nullable String room,
      @Nullable Role role,
      @Nullable List<Publish> publish,
      @Nullable Names users,
      @Nullable Subscribe subscribe) {
    static final Rights NONE = new Rights(null, null, null, null, null);

    Rights {
      publish = Publish.normal(publish);
      rooms(room);
    }

    /** The rooms that may be entered. */
    Names rooms() {
      return rooms(room);
    }

    private static Names rooms(@Nullable String room) {
      return room == null ? Names.NONE : new Names(List.of(room));
    }

    Subscribe follows() {
      return subscribe == null ? Subscribe.NOTHING : subscribe;
    }
  }

  /** What a back end may follow. */
  record Subscribe(@Nullable Names rooms, @Nullable Names users) {
    static final Subscribe NOTHING = new Subscribe(null, null);
  }

  /** The token that this text is; null where it is none. */
  static @Nullable CompactToken read(String text) {
    if (text.length() > Limits.TOKEN) {
      return null;
    }
    Matcher segments = SEGMENTS.matcher(text);
    if (!segments.matches()) {
      return null;
    }
    try {
      Header header = Json.read(bytes(segments.group(1)), Header.class);
      Payload payload = Json.read(bytes(segments.group(2)), Payload.class);
      return new CompactToken(text, header, payload, bytes(segments.group(3)).length);
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Base64url in the one way in which these bytes are written (RFC 4648, section 3.5). */
  private static byte[] bytes(String segment) {
    byte[] bytes = Base64.getUrlDecoder().decode(segment);
    if (!ENCODER.encodeToString(bytes).equals(segment)) {
      throw new IllegalArgumentException("a segment is not canonical");
    }
    return bytes;
  }
}
