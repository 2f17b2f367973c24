package dev.parley.room.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.Role;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.bus.Waiting;
import java.util.Collection;
import java.util.List;

/** What holds of a room at every moment. */
final class SoundRoom {
  private SoundRoom() {}

  static void check(Room room) {
    RoomState state = room.state();
    Collection<Entry> members = state.members().values();
    assertEquals(room.exists() && members.isEmpty(), room.endsAt() != null);
    state.tombstones().keySet().forEach(kicked -> assertNull(state.entry(kicked)));
    members.forEach(entry -> isWithinItsRights(entry.member()));
    nobodyIsThereWhoIsBanned(state);
    theLobbyIsInOrder(state);
  }

  private static void isWithinItsRights(Member member) {
    if (member.role() == Role.OBSERVER) {
      assertEquals(List.of(), member.publish());
    }
  }

  private static void nobodyIsThereWhoIsBanned(RoomState state) {
    state
        .bans()
        .forEach((session, banned) -> {
          assertEquals(session, banned.ban().session());
          for (Entry entry : state.members().values()) {
            assertFalse(Claimant.of(entry).isMeantBy(banned), "banned, and in the room");
          }
          for (Waiting waiting : state.lobby().values()) {
            assertFalse(Claimant.of(waiting).isMeantBy(banned), "banned, and in the lobby");
          }
        });
  }

  private static void theLobbyIsInOrder(RoomState state) {
    List<Waiting> lobby = List.copyOf(state.lobby().values());
    assertTrue(lobby.size() <= Limits.LOBBY);
    assertTrue(lobby.isEmpty() || (state.policy().lobby() && !state.policy().locked()));
    for (int i = 0; i < lobby.size(); i++) {
      assertNull(state.entry(lobby.get(i).session()), "in the room, and waiting");
      assertTrue(
          i == 0 || lobby.get(i - 1).knock().since() <= lobby.get(i).knock().since(), "the order");
    }
  }
}
