package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a server may say. A client ignores types and fields that it does not know. */
public sealed interface ServerFrame extends Frame
    permits ServerFrame.Joined,
        ServerFrame.Lobby,
        ServerFrame.Resumed,
        ServerFrame.Signal,
        ServerFrame.Ack,
        ServerFrame.Undeliverable,
        ServerFrame.Room,
        ServerFrame.Pulse,
        ServerFrame.Ping,
        ServerFrame.Pong,
        ServerFrame.Drain,
        ServerFrame.Ice,
        ServerFrame.Ok,
        Refusal,
        ServerFrame.TokenExpiring,
        UserNews {
  /**
   * The answer to {@code join}: all that a call needs, in one frame.
   *
   * @param ticket opens the session on any gateway; secret; lives 2 h
   * @param offers which offer of the join was handed to whom
   * @param node the gateway, for people who look for faults
   */
  @JsonTypeName("joined")
  record Joined(
      CommandId id,
      SessionId session,
      long generation,
      String ticket,
      You you,
      RoomSnapshot room,
      Map<CommandId, SessionId> offers,
      IceConfig ice,
      SessionLimits limits,
      Heartbeat heartbeat,
      List<String> capabilities,
      NodeId node)
      implements ServerFrame {
    public Joined {
      Check.present("id", id);
      Check.present("session", session);
      Check.count("generation", generation);
      Check.present("ticket", ticket);
      Check.present("you", you);
      Check.present("room", room);
      offers = Map.copyOf(Check.present("offers", offers));
      Check.present("ice", ice);
      Check.present("limits", limits);
      Check.present("heartbeat", heartbeat);
      capabilities = Member.checkCapabilities(capabilities);
      Check.present("node", node);
    }
  }

  /**
   * The join waits in the lobby until it is answered; told again when the position changes.
   *
   * @param session the one that it will be
   * @param position 1 for who has waited longest
   */
  @JsonTypeName("lobby")
  record Lobby(CommandId id, SessionId session, long position) implements ServerFrame {
    public Lobby {
      Check.present("id", id);
      Check.present("session", session);
      Check.count("position", position);
    }
  }

  /**
   * The answer to {@code resume}: the ops that the client missed, or else a snapshot.
   *
   * @param ice present when the client's credentials are past half of their life
   * @param degraded true when the ticket alone was judged, as the store does not answer: then there
   *     are neither changes nor a snapshot, and pings name no head, until it does
   */
  @JsonTypeName("resumed")
  record Resumed(
      CommandId id,
      long generation,
      String ticket,
      NodeId node,
      @Nullable RoomChanges changes,
      @Nullable RoomSnapshot snapshot,
      @Nullable IceConfig ice,
      @Nullable Boolean degraded)
      implements ServerFrame {
    public Resumed {
      Check.present("id", id);
      Check.count("generation", generation);
      Check.present("ticket", ticket);
      Check.present("node", node);
      if (!Boolean.TRUE.equals(degraded)) {
        oneOf(changes, snapshot);
      } else if (changes != null || snapshot != null) {
        throw new IllegalArgumentException("degraded goes with neither changes nor a snapshot");
      }
    }
  }

  /** A peer's signal; the sender's name is the server's word, never the sender's. */
  @JsonTypeName("signal")
  record Signal(
      SessionId from, long link, long seq, @Nullable Long ack, SignalKind kind, RawJson data)
      implements ServerFrame {
    public Signal {
      Check.present("from", from);
      Check.count("link", link);
      Check.count("seq", seq);
      if (ack != null) {
        Check.whole("ack", ack);
      }
      Check.present("kind", kind);
      Check.present("data", data);
    }
  }

  /** What peers have received. */
  @JsonTypeName("ack")
  record Ack(List<From> acks) implements ServerFrame {
    public Ack {
      acks = List.copyOf(Check.present("acks", acks));
    }

    /** All signals of that link up to {@code seq}, included. */
    public record From(SessionId from, long link, long seq) {
      public From {
        Check.present("from", from);
        Check.count("link", link);
        Check.whole("seq", seq);
      }
    }
  }

  /** Advice: the signal met nobody. It ends no link; the roster does. */
  @JsonTypeName("undeliverable")
  record Undeliverable(SessionId to, long link, long seq, ErrorCode code) implements ServerFrame {
    public Undeliverable {
      Check.present("to", to);
      Check.count("link", link);
      Check.count("seq", seq);
      Check.present("code", code);
    }
  }

  /** News of the room, or all of it. */
  @JsonTypeName("room")
  record Room(@Nullable RoomChanges changes, @Nullable RoomSnapshot snapshot)
      implements ServerFrame {
    public Room {
      oneOf(changes, snapshot);
    }
  }

  /** A peer's pulse. */
  @JsonTypeName("pulse")
  record Pulse(SessionId from, Values values) implements ServerFrame {
    public Pulse {
      Check.present("from", from);
      Check.present("values", values);
    }
  }

  /**
   * Each heartbeat; to be answered by {@code pong}.
   *
   * @param head the room as the store has it; absent while the store does not answer
   */
  @JsonTypeName("ping")
  record Ping(long n, @Nullable Head head) implements ServerFrame {
    public Ping {
      Check.whole("n", n);
    }
  }

  /** Answers the client's ping of that number. */
  @JsonTypeName("pong")
  record Pong(long n) implements ServerFrame {
    public Pong {
      Check.whole("n", n);
    }
  }

  /**
   * The gateway goes: the client opens a second socket, at a random moment, and resumes there.
   *
   * @param within ms until this socket is closed, whether the session has moved or not
   * @param spread ms from now in which the moment lies; the clients of a gateway share it out
   */
  @JsonTypeName("drain")
  record Drain(long within, long spread) implements ServerFrame {
    public Drain {
      Check.whole("within", within);
      Check.whole("spread", spread);
    }
  }

  /**
   * ICE servers with new credentials, asked for or not, and a fresh ticket.
   *
   * @param id of the question; absent when nobody asked
   */
  @JsonTypeName("ice")
  record Ice(@Nullable CommandId id, List<IceServer> servers, long expires, String ticket)
      implements ServerFrame {
    public Ice {
      servers = List.copyOf(Check.present("servers", servers));
      Check.whole("expires", expires);
      Check.present("ticket", ticket);
    }
  }

  /**
   * The session's token is about to end: joining and moderating will, and in a strict room the
   * session.
   *
   * @param expires when (ms since 1970)
   */
  @JsonTypeName("token-expiring")
  record TokenExpiring(long expires) implements ServerFrame {
    public TokenExpiring {
      Check.whole("expires", expires);
    }
  }

  /**
   * The command was carried out.
   *
   * @param ticket takes the place of the one before, where the command was {@code token}
   */
  @JsonTypeName("ok")
  record Ok(CommandId id, @Nullable String ticket) implements ServerFrame {
    public Ok {
      Check.present("id", id);
    }

    /** What leaves the ticket as it is. */
    public Ok(CommandId id) {
      this(id, null);
    }
  }

  private static void oneOf(@Nullable RoomChanges changes, @Nullable RoomSnapshot snapshot) {
    if ((changes == null) == (snapshot == null)) {
      throw new IllegalArgumentException("there must be changes or a snapshot, and not both");
    }
  }
}
