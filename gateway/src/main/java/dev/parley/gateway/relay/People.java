package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import dev.parley.gateway.tokens.TokenRefused;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sessions do as users: they attend, tell their status, watch others, and ring them.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class People {
  private static final String WHO = "user: where there are no tokens, a session says who it is";
  private static final String SOMEBODY_ELSE = "The token is another user's.";
  private static final String NOBODY = "The session has no user.";

  private final Node node;
  private final Attendances attendances;
  private final Watches watches;
  private final Sight sight;
  private final SecureRandom random = new SecureRandom();

  People(Node node, Attendances attendances, Watches watches) {
    this.node = node;
    this.attendances = attendances;
    this.watches = watches;
    this.sight = new Sight(node);
  }

  void hear(NodeMessage.AboutUsers message) {
    switch (message) {
      case NodeMessage.Presences presences -> watches.hear(presences);
      case NodeMessage.Rings rings -> attendances.rings().hear(rings);
    }
  }

  // The life of a socket

  /** The first frame of a session that is in no room. */
  void attend(PeerSession peer, Attend attend) {
    node.authority()
        .verify(attend.token())
        .onSuccess(claims -> attend(peer, attend, claims))
        .onFailure(refused -> peer.turnAway(attend.id(), TokenRefused.codeOf(refused)));
  }

  private void attend(PeerSession peer, Attend attend, Claims claims) {
    UserId user = claims.user() == null ? attend.user() : claims.user();
    if (user == null) {
      peer.turnAway(attend.id(), ErrorCode.BAD_FIELD, WHO);
    } else if (!claims.maySpeakFor(attend.user())) {
      peer.turnAway(attend.id(), ErrorCode.FORBIDDEN, SOMEBODY_ELSE);
    } else {
      SessionId session = SessionId.random(random);
      Attendance attendance = Attendance.attending(user, session, attend.instance(), peer);
      peer.token().shown(claims);
      peer.attend(
          attendance, attending(attend.id(), attendance), () -> came(attendance, attend.status()));
    }
  }

  private UserNews.Attending attending(CommandId id, Attendance attendance) {
    return new UserNews.Attending(
        id,
        attendance.session,
        attendance.user,
        node.settings().pings(),
        node.settings().limits(),
        node.id(),
        List.of());
  }

  private void came(Attendance attendance, @Nullable Values status) {
    attendances.add(attendance);
    say(attendance, status);
  }

  private void say(Attendance attendance, @Nullable Values status) {
    if (status != null) {
      attendances.say(attendance, status);
    }
  }

  /**
   * The socket is in a room.
   *
   * @param attendance null where it did not attend before
   * @return null where its user is not known
   */
  @Nullable Attendance entered(@Nullable Attendance attendance, LocalMember member) {
    if (attendance != null) {
      attendances.move(attendance, member.room.name());
      return attendance;
    }
    Attendance begun = Attendance.of(member);
    if (begun != null) {
      attendances.add(begun);
    }
    return begun;
  }

  /**
   * The socket is in its room no more.
   *
   * @return null where it does not attend either
   */
  @Nullable Attendance left(@Nullable Attendance attendance) {
    if (attendance == null || !attendance.attended) {
      gone(attendance);
      return null;
    }
    attendances.move(attendance, null);
    return attendance;
  }

  /** The socket is closed. */
  void gone(@Nullable Attendance attendance) {
    if (attendance != null) {
      watches.unwatch(attendance, attendance.watching);
      attendances.remove(attendance);
    }
  }

  // Commands

  /** A session that is in no room shows another token of its user. */
  void renew(PeerSession peer, Attendance attendance, ClientFrame.Token shown) {
    node.authority()
        .verify(shown.token())
        .onSuccess(claims -> {
          if (claims.maySpeakFor(attendance.user)) {
            peer.token().shown(claims);
            peer.send(new ServerFrame.Ok(shown.id()));
          } else {
            peer.refuse(shown.id(), ErrorCode.FORBIDDEN, SOMEBODY_ELSE);
          }
        })
        .onFailure(refused -> peer.refuse(shown.id(), TokenRefused.codeOf(refused)));
  }

  /** What the session of that socket says; refused where its user is not known. */
  void act(PeerSession peer, UserCommand command) {
    Attendance attendance = peer.attendance();
    if (attendance == null) {
      peer.refuse(command.id(), ErrorCode.FORBIDDEN, NOBODY);
      return;
    }
    switch (command) {
      case UserCommand.Presence presence -> presence(attendance, presence);
      case UserCommand.Ring ring -> attendances.rings().ring(attendance, ring);
      case UserCommand.Answer answer -> attendances.rings().answer(attendance, answer);
      case UserCommand.Cancel cancel -> attendances.rings().cancel(attendance, cancel);
    }
  }

  private void presence(Attendance attendance, UserCommand.Presence presence) {
    Set<UserId> watching = new LinkedHashSet<>(attendance.watching);
    watching.removeAll(presence.unwatch());
    watching.addAll(presence.watch());
    ErrorCode refusal = sight.refusal(attendance, presence.watch());
    if (refusal != null) {
      attendance.peer.refuse(presence.id(), refusal, Sight.reason(refusal));
    } else if (watching.size() > Limits.WATCHES) {
      attendance.peer.refuse(presence.id(), ErrorCode.TOO_MANY);
    } else {
      attendance.peer.send(new ServerFrame.Ok(presence.id()));
      say(attendance, presence.status());
      watch(attendance, watching);
    }
  }

  private void watch(Attendance attendance, Set<UserId> watching) {
    List<UserId> less = new ArrayList<>(attendance.watching);
    less.removeAll(watching);
    attendance.watching.clear();
    attendance.watching.addAll(watching);
    watches.unwatch(attendance, less);
    watches.watch(attendance, watching);
  }
}
