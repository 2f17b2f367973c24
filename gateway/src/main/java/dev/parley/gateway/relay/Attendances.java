package dev.parley.gateway.relay;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sockets here whose users are known.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Attendances {
  private final Node node;
  private final Reports reports;
  private final Rings rings;
  private final Map<UserId, Set<Attendance>> users = new HashMap<>();

  /** What sessions here have said of their users last. */
  private final Map<UserId, Values> status = new HashMap<>();

  private int sessions;

  Attendances(Node node) {
    this.node = node;
    this.rings = new Rings(node, this);
    this.reports = new Reports(node, this::report, rings::hear);
  }

  private Reports.All report() {
    return new Reports.All(all().map(Attendance::located).toList(), Map.copyOf(status));
  }

  Reports reports() {
    return reports;
  }

  Rings rings() {
    return rings;
  }

  Stream<Attendance> all() {
    return users.values().stream().flatMap(Set::stream);
  }

  /** Those of one user. */
  Collection<Attendance> of(UserId user) {
    return List.copyOf(users.getOrDefault(user, Set.of()));
  }

  void add(Attendance attendance) {
    users.computeIfAbsent(attendance.user, user -> new LinkedHashSet<>()).add(attendance);
    reports.came(attendance.located());
    count(1);
  }

  void remove(Attendance attendance) {
    Set<Attendance> left = users.getOrDefault(attendance.user, Set.of());
    left.remove(attendance);
    if (left.isEmpty()) {
      users.remove(attendance.user);
      status.remove(attendance.user);
    }
    reports.went(attendance.located());
    count(-1);
  }

  private void count(int more) {
    sessions += more;
    node.meters().attending(sessions);
  }

  /** The socket is in that room now, or in none. */
  void move(Attendance attendance, @Nullable RoomName room) {
    reports.went(attendance.located());
    attendance.room = room;
    reports.came(attendance.located());
  }

  void say(Attendance attendance, Values now) {
    status.put(attendance.user, now);
    reports.status(attendance.user, now);
  }
}
