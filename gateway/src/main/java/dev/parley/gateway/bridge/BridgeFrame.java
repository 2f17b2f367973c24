package dev.parley.gateway.bridge;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import org.jspecify.annotations.Nullable;

/**
 * What a bridge client says, as Vert.x' own clients do. Fields that are not named here are skipped.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface BridgeFrame {
  /** It is still there. There is no answer, as its clients expect none. */
  @JsonTypeName("ping")
  record Ping() implements BridgeFrame {}

  /** It wants to hear what is said at that address. */
  @JsonTypeName("register")
  record Register(String address, @Nullable Headers headers) implements BridgeFrame {
    public Register {
      Check.present("address", address);
    }
  }

  /** It wants to hear no more of that address. */
  @JsonTypeName("unregister")
  record Unregister(String address) implements BridgeFrame {
    public Unregister {
      Check.present("address", address);
    }
  }

  /** It says something to one who hears that address; always refused. */
  @JsonTypeName("send")
  record Send(@Nullable String address, @Nullable String replyAddress) implements BridgeFrame {}

  /** It says something to all who hear that address; always refused. */
  @JsonTypeName("publish")
  record Publish(@Nullable String address) implements BridgeFrame {}

  /**
   * What a registration shows for itself.
   *
   * @param token where the server asks for tokens
   * @param secret of the rooms, where the server has one and asks for no tokens
   */
  record Headers(@Nullable String token, @Nullable String secret) {
    static final Headers NONE = new Headers(null, null);
  }
}
