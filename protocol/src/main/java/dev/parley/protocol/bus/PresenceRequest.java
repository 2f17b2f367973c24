package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Caller;
import dev.parley.protocol.wire.RingAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What presence-service is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface PresenceRequest {
  /** A gateway lives. Answer: renewed. */
  @JsonTypeName("renew")
  record Renew(NodeId node) implements PresenceRequest {}

  /** A gateway goes, in order: its lease ends now. Answer: renewed, with known = false. */
  @JsonTypeName("release")
  record Release(NodeId node) implements PresenceRequest {}

  /**
   * What has become of the sessions at that node. Answer: noted.
   *
   * @param step numbers what this node says, so that what comes late changes nothing
   * @param anew whether {@code came} is all that is there, whatever was said before
   * @param status of users of these sessions; with {@code anew} only where they have none
   */
  @JsonTypeName("attach")
  record Attach(
      NodeId node,
      long step,
      boolean anew,
      List<Located> came,
      List<Located> went,
      Map<UserId, Values> status)
      implements PresenceRequest {
    public Attach {
      Check.present("node", node);
      came = List.copyOf(Check.present("came", came));
      went = List.copyOf(Check.present("went", went));
      status = Map.copyOf(Check.present("status", status));
    }
  }

  /**
   * Which of these users' presences are not at the revisions that the asker has? Answer: presences.
   *
   * @param known {@link #UNSEEN} asks for the presence whatever it is
   */
  @JsonTypeName("look")
  record Look(Map<UserId, Long> known) implements PresenceRequest {
    /** What no presence is at. */
    public static final long UNSEEN = -1;

    public Look {
      known = Map.copyOf(Check.present("known", known));
    }
  }

  /** Which sessions has this user? Answer: sessions. */
  @JsonTypeName("locate")
  record Locate(UserId user) implements PresenceRequest {}

  /**
   * Rings a user; the same id again is the same ring, which has ended ({@code busy}) where no
   * session of the user attends. Answer: rung, or refused ({@code unknown-peer}: the user has no
   * session).
   */
  @JsonTypeName("ring-up")
  record RingUp(RingId id, Caller from, InstanceId page, UserId to, RoomName room, Values values)
      implements PresenceRequest {
    public RingUp {
      Check.present("id", id);
      Check.present("from", from);
      Check.present("page", page);
      Check.present("to", to);
      Check.present("room", room);
      Check.present("values", values);
    }
  }

  /** A session of the user that is rung answers. Answer: noted, or refused ({@code ring-over}). */
  @JsonTypeName("answer-ring")
  record AnswerRing(RingId ring, RingAnswer answer, Ring.Word by) implements PresenceRequest {
    public AnswerRing {
      Check.present("ring", ring);
      Check.present("answer", answer);
      Check.present("by", by);
    }
  }

  /** A session of the user who rang gives it up. Answer: noted, or refused ({@code ring-over}). */
  @JsonTypeName("cancel-ring")
  record CancelRing(RingId ring, Ring.Word by) implements PresenceRequest {
    public CancelRing {
      Check.present("ring", ring);
      Check.present("by", by);
    }
  }

  /** Which gateways live? Answer: leases. */
  @JsonTypeName("leases")
  record Leases() implements PresenceRequest {}

  /**
   * One session of a user.
   *
   * @param room null while it is in none
   * @param attends whether it hears of rings; one that came by a join alone does not, and is busy
   */
  record Located(UserId user, SessionId session, @Nullable RoomName room, boolean attends) {
    public Located {
      Check.present("user", user);
      Check.present("session", session);
    }
  }
}
