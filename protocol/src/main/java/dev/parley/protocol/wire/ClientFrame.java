package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a client may say. docs/protocol.md tells when, and what comes of it. */
public sealed interface ClientFrame extends Frame
    permits ClientFrame.Command,
        ClientFrame.OfRoom,
        ClientFrame.Ping,
        ClientFrame.Pong,
        ClientFrame.Leave {
  /**
   * A frame that is answered by {@code ok}, {@code error} or a reply of its own with the same id.
   */
  sealed interface Command extends ClientFrame
      permits Join, Resume, Attend, Update, Moderate, Ice, Token, UserCommand {
    CommandId id();
  }

  /** A frame of a session in a room. */
  sealed interface OfRoom extends ClientFrame
      permits Signal, Ack, Sync, Update, Moderate, Pulse, Token, Ice {}

  /**
   * The first frame of a new session.
   *
   * @param generation 1 at first, and one more at each repetition on another socket
   * @param secret the secret of the server's rooms, where it has one
   * @param token says who the person is and what they may, where the server asks for one
   * @param user who the person is; where tokens are asked for, nobody else than the token says
   * @param replaces the ticket of an older session of the same person
   * @param offers offers that the server hands to present members, one each, in order
   */
  @JsonTypeName("join")
  record Join(
      CommandId id,
      InstanceId instance,
      long generation,
      RoomName room,
      @Nullable String secret,
      @Nullable String token,
      @Nullable UserId user,
      @Nullable String replaces,
      Values profile,
      List<String> capabilities,
      List<Offer> offers)
      implements Command {
    public Join {
      Check.present("id", id);
      Check.present("instance", instance);
      Check.count("generation", generation);
      Check.present("room", room);
      checkToken(token);
      profile = profile == null ? Values.NONE : profile.within("profile", Limits.PROFILE);
      capabilities = capabilities == null ? List.of() : Member.checkCapabilities(capabilities);
      offers =
          offers == null ? List.of() : List.copyOf(Check.atMost("offers", offers, Limits.OFFERS));
      if (offers.stream().map(Offer::id).distinct().count() != offers.size()) {
        throw new IllegalArgumentException("offers must have different ids");
      }
    }

    /** Of somebody who says neither who they are nor shows a token. */
    public Join(
        CommandId id,
        InstanceId instance,
        long generation,
        RoomName room,
        @Nullable String secret,
        @Nullable String replaces,
        Values profile,
        List<String> capabilities,
        List<Offer> offers) {
      this(
          id,
          instance,
          generation,
          room,
          secret,
          null,
          null,
          replaces,
          profile,
          capabilities,
          offers);
    }
  }

  /** Refuses what is too long to be a token; whether it is one, others know. */
  static void checkToken(@Nullable String token) {
    if (token != null && token.length() > Limits.TOKEN) {
      throw new IllegalArgumentException("token must have at most 8192 characters");
    }
  }

  /** An offer made before the join; {@code data} becomes signal 1 of link 1. */
  record Offer(CommandId id, RawJson data) {
    public Offer {
      Check.present("id", id);
      Check.present("data", data);
    }
  }

  /**
   * The first frame on a new socket of a session that exists.
   *
   * @param generation one more than any that this client ever sent
   * @param have where the client's copy of the room stands
   */
  @JsonTypeName("resume")
  record Resume(CommandId id, InstanceId instance, String ticket, long generation, Have have)
      implements Command {
    public Resume {
      Check.present("id", id);
      Check.present("instance", instance);
      Check.present("ticket", ticket);
      Check.count("generation", generation);
      Check.present("have", have);
    }
  }

  /** An incarnation and a revision of a room. */
  record Have(Hex64 incarnation, long rev) {
    public Have {
      Check.present("incarnation", incarnation);
      Check.count("rev", rev);
    }
  }

  /**
   * Opaque data for one peer.
   *
   * @param link number of the connection of the pair, from 1
   * @param seq number of the signal within the link and direction, from 1
   * @param ack the highest signal received in order on the same link; 0 or absent where none was
   */
  @JsonTypeName("signal")
  record Signal(
      SessionId to, long link, long seq, @Nullable Long ack, SignalKind kind, RawJson data)
      implements OfRoom {
    public Signal {
      Check.present("to", to);
      Check.count("link", link);
      Check.count("seq", seq);
      if (ack != null) {
        Check.whole("ack", ack);
      }
      Check.present("kind", kind);
      Check.present("data", data);
    }
  }

  /** What arrived, where there was no signal to carry it. */
  @JsonTypeName("ack")
  record Ack(List<To> acks) implements OfRoom {
    public Ack {
      acks = List.copyOf(Check.atMost("acks", Check.present("acks", acks), Limits.ACKS));
    }

    /** All signals of that link up to {@code seq}, included. */
    public record To(SessionId to, long link, long seq) {
      public To {
        Check.present("to", to);
        Check.count("link", link);
        Check.whole("seq", seq);
      }
    }
  }

  /** Asks for what the client misses of its room. */
  @JsonTypeName("sync")
  record Sync(Hex64 incarnation, long rev) implements OfRoom {
    public Sync {
      Check.present("incarnation", incarnation);
      Check.whole("rev", rev);
    }
  }

  /** Changes the client's own profile. */
  @JsonTypeName("update")
  record Update(CommandId id, Values set, List<String> unset) implements Command, OfRoom {
    public Update {
      Check.present("id", id);
      set = set == null ? Values.NONE : set.within("set", Limits.PROFILE);
      unset = unset == null ? List.of() : List.copyOf(Check.atMost("unset", unset, Limits.UNSET));
      unset.forEach(Values::checkName);
    }
  }

  /** Lossy news for everybody in the room: speaking, quality, typing. */
  @JsonTypeName("pulse")
  record Pulse(Values values) implements OfRoom {
    public Pulse {
      Check.present("values", values).within("values", Limits.PULSE);
    }
  }

  /** Asks for an answer within a second: is the connection alive? */
  @JsonTypeName("ping")
  record Ping(long n) implements ClientFrame {
    public Ping {
      Check.whole("n", n);
    }
  }

  /** Answers the server's ping of that number. */
  @JsonTypeName("pong")
  record Pong(long n) implements ClientFrame {
    public Pong {
      Check.whole("n", n);
    }
  }

  /** Shows another token of the same person, so that the session outlives the last one. */
  @JsonTypeName("token")
  record Token(CommandId id, String token) implements Command, OfRoom {
    public Token {
      Check.present("id", id);
      checkToken(Check.present("token", token));
    }
  }

  /** Asks for ICE servers with new credentials. */
  @JsonTypeName("ice")
  record Ice(CommandId id) implements Command, OfRoom {
    public Ice {
      Check.present("id", id);
    }
  }

  /**
   * The client goes.
   *
   * @param hold ms for which its place is kept, at most 600,000; absent: it is gone
   */
  @JsonTypeName("leave")
  record Leave(@Nullable Long hold) implements ClientFrame {
    public Leave {
      if (hold != null) {
        Check.range("hold", hold, 0, Limits.MAX_HOLD);
      }
    }
  }
}
