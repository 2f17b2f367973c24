package dev.parley.gateway.relay;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one room whose sockets are here: of each session the highest generation.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class LocalMembers {
  private final Map<SessionId, LocalMember> members = new LinkedHashMap<>();

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** A copy: whoever is told something may go. */
  Collection<LocalMember> all() {
    return List.copyOf(members.values());
  }

  @Nullable LocalMember get(SessionId session) {
    return members.get(session);
  }

  /** Adds a member; ends the older one of two. */
  void attach(LocalMember member) {
    LocalMember old = members.get(member.session());
    if (old != null && old.generation > member.generation) {
      member.end(ErrorCode.FENCED);
      return;
    }
    members.put(member.session(), member);
    if (old != null) {
      old.end(ErrorCode.FENCED);
    }
  }

  /** Whether the member was here. */
  boolean detach(LocalMember member) {
    return members.remove(member.session(), member);
  }

  /** A socket of an older generation than that is not the session's any more. */
  void fence(SessionId session, long generation) {
    LocalMember member = members.get(session);
    if (member != null && member.generation < generation) {
      member.end(ErrorCode.FENCED);
    }
  }
}
