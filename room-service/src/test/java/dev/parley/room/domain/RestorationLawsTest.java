package dev.parley.room.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.Role;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * What holds when gateways restore a room, whatever each of them knows, in whatever order they
 * come, and however often each; the seed is the repetition.
 */
class RestorationLawsTest {

  @RepeatedTest(100)
  void fromWhatTheGatewaysKnowComesOneRoom(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    LostStore lost = LostStore.after(random);
    Scene scene = lost.scene();
    List<Restore> requests = lost.requests(random);
    for (Restore request : requests) {
      scene.give(request);
      new RoomLaws(request, scene.last, scene.now).hold();
      assertTrue(scene.room.handle(request, scene.context()).isNone(), "it is not idempotent");
    }
    allThatLiveAreThere(lost);
    nobodyIsThereWhoWasKicked(lost);
    everyBanHolds(lost);
    nobodyAndNothingIsMadeUp(lost);
    everybodyIsAsLastChanged(lost);
    for (Restore request : requests) {
      assertTrue(scene.room.handle(request, scene.context()).isNone(), "it does not come to rest");
    }
  }

  private static void allThatLiveAreThere(LostStore lost) {
    for (NodeId node : RandomLife.NODES) {
      LostStore.socketsAt(node, lost.last())
          .forEach((session, generation) -> {
            if (isBanned(lost, session)) {
              return;
            }
            Entry entry = lost.scene().room.state().entry(session);
            assertNotNull(entry, () -> session + " is lost");
            assertTrue(entry.isUp(), () -> session + " is away");
            assertEquals(node, entry.seat().node());
            assertEquals(generation, entry.seat().generation());
          });
    }
  }

  /** A ban that was lifted has to be lifted again, where a copy of the room still has it. */
  private static boolean isBanned(LostStore lost, SessionId session) {
    Claimant who = Claimant.of(lost.last().entry(session));
    return lost.known().stream()
        .flatMap(state -> state.bans().values().stream())
        .anyMatch(who::isMeantBy);
  }

  private static Stream<Tombstone> graves(LostStore lost) {
    return lost.known().stream()
        .flatMap(state -> state.tombstones().values().stream())
        .filter(grave -> grave.until() > lost.scene().now);
  }

  private static void nobodyIsThereWhoWasKicked(LostStore lost) {
    RoomState room = lost.scene().room.state();
    graves(lost)
        .forEach(grave -> {
          assertNull(room.entry(grave.session()));
          assertNotNull(room.tombstones().get(grave.session()));
        });
  }

  /** Of an older copy a ban need not hold: it may have been lifted since. */
  private static void everyBanHolds(LostStore lost) {
    RoomState furthest =
        lost.known().stream().max(Comparator.comparingLong(RoomState::rev)).orElseThrow();
    furthest
        .bans()
        .forEach((session, banned) ->
            assertEquals(banned, lost.scene().room.state().bans().get(session)));
  }

  private static void nobodyAndNothingIsMadeUp(LostStore lost) {
    RoomState room = lost.scene().room.state();
    Set<SessionId> people = new HashSet<>();
    Set<SessionId> moderators = new HashSet<>();
    for (RoomState state : lost.known()) {
      people.addAll(state.members().keySet());
      moderators.addAll(moderators(state));
    }
    assertTrue(people.containsAll(room.members().keySet()));
    Set<SessionId> heirs = moderators(room);
    heirs.removeAll(moderators);
    assertTrue(heirs.size() <= 1, "two moderators were made out of nothing");
    room.keys()
        .forEach((key, entry) ->
            assertTrue(lost.known().stream().anyMatch(s -> entry.equals(s.keys().get(key)))));
    assertTrue(lost.known().stream().anyMatch(s -> s.policy().equals(room.policy())));
  }

  private static Set<SessionId> moderators(RoomState state) {
    return state.members().values().stream()
        .filter(entry -> entry.member().role().moderates())
        .map(entry -> entry.member().session())
        .collect(Collectors.toSet());
  }

  /** Of those who had left it need not be so: they are away, and soon forgotten. */
  private static void everybodyIsAsLastChanged(LostStore lost) {
    for (SessionId session : lost.last().members().keySet()) {
      Entry entry = lost.scene().room.state().entry(session);
      if (entry == null) {
        continue;
      }
      Entry newest =
          lost.known().stream()
              .flatMap(state -> Stream.ofNullable(state.entry(session)))
              .max(Comparator.comparingLong(copy -> copy.seat().changed()))
              .orElseThrow();
      assertEquals(newest.member().profile(), entry.member().profile());
      assertEquals(newest.member().publish(), entry.member().publish());
      Role role = newest.member().role();
      boolean heir = role == Role.MEMBER && entry.member().role() == Role.MODERATOR;
      assertTrue(heir || role == entry.member().role(), () -> role + " became another");
      assertEquals(newest.seat().lastCommand(), entry.seat().lastCommand());
    }
  }

  @Test
  void randomLossesAreOfEveryKind() {
    Map<String, Integer> seen = new HashMap<>();
    for (int seed = 1; seed <= 60; seed++) {
      LostStore lost = LostStore.after(new Random(seed));
      Set<Long> revs = new HashSet<>();
      lost.replicas().values().forEach(state -> revs.add(state.rev()));
      note(seen, "replicas differ", revs.size() > 1);
      note(seen, "empty", lost.stored() == null);
      note(seen, "older", lost.stored() != null && lost.stored().rev() < lost.last().rev());
      note(seen, "kicked", graves(lost).findAny().isPresent());
      Set<Values> profiles = new HashSet<>();
      lost.known()
          .forEach(s -> s.members().values().forEach(e -> profiles.add(e.member().profile())));
      note(seen, "profiles", profiles.size() > 2);
      note(seen, "banned", lost.known().stream().anyMatch(state -> !state.bans().isEmpty()));
      note(seen, "waiting", lost.known().stream().anyMatch(state -> !state.lobby().isEmpty()));
      note(seen, "people", lost.last().members().size() > 2);
    }
    assertFalse(seen.isEmpty());
    seen.forEach((kind, times) -> assertTrue(times > 12, () -> seen.toString()));
    assertEquals(8, seen.size(), seen.toString());
  }

  private static void note(Map<String, Integer> seen, String kind, boolean is) {
    seen.merge(kind, is ? 1 : 0, Integer::sum);
  }
}
