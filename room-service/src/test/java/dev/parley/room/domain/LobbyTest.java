package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.DENIED;
import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.ROOM_FULL;
import static dev.parley.protocol.wire.ErrorCode.ROOM_LOCKED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_TAKEN;
import static dev.parley.protocol.wire.ErrorCode.UNKNOWN_PEER;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.again;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.changeOf;
import static dev.parley.room.domain.Commands.granted;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.lobbyOf;
import static dev.parley.room.domain.Commands.moderate;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Role;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A room of four with a lobby; ada owns it. */
class LobbyTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void adaOwnsARoomWithALobby() {
    scene.with("ada");
    scene.accept(lobbyOf("ada", "on", true));
  }

  private static Grant of(Role role) {
    return new Grant(null, role, null, null, null);
  }

  private List<SessionId> lobby() {
    return List.copyOf(scene.room.state().lobby().keySet());
  }

  private void admit(String id, String whom) {
    scene.accept(moderate("ada", id, new Moderation.Admit(session(whom))));
  }

  @Test
  void whoComesWaitsInOrderAndOffersNothing() {
    RoomAnswer.Accepted bob = scene.accept(joinOf("bob", 1, HERE, "o1"));
    assertEquals(session("bob"), bob.session());
    assertEquals(Map.of(), bob.offers());
    scene.pass(Duration.ofSeconds(1));
    scene.accept(joinOf("cyd", 1, THERE));
    assertEquals(List.of(session("bob"), session("cyd")), lobby());
    assertEquals(1, scene.room.state().members().size());
    admit("m1", "bob");
    assertEquals(List.of(session("cyd")), lobby());
    assertEquals(Role.MEMBER, scene.member("bob").role());
    assertEquals(Map.of(), scene.entry("bob").seat().offers());
  }

  @ParameterizedTest
  @EnumSource
  void onlyAGuestByItsTokenWaits(Role role) {
    scene.accept(granted(joinOf("bob", 1, HERE), of(role)));
    assertEquals(role == Role.GUEST, scene.waits("bob"));
    assertEquals(role != Role.GUEST, scene.has("bob"));
    if (role == Role.GUEST) {
      admit("m1", "bob");
      assertEquals(Role.GUEST, scene.member("bob").role());
    }
  }

  @Test
  void aRepeatedJoinKeepsItsPlaceWhereverItComesFrom() {
    Join bob = joinOf("bob", 1, HERE);
    scene.accept(bob);
    scene.repeat(bob);
    scene.accept(joinOf("cyd", 1, HERE));
    RoomAnswer.Accepted moved = scene.accept(again(bob, session("another"), 2, THERE));
    assertEquals(session("bob"), moved.session());
    assertEquals(HERE, moved.previous());
    assertEquals(session("bob"), lobby().getFirst());
    scene.refuse(FENCED, bob);
    scene.refuse(
        SESSION_TAKEN, granted(again(bob, session("another"), 3, HERE), userNamed("mallory")));
  }

  private static Grant userNamed(String user) {
    return new Grant(new UserId(user), null, null, null, null);
  }

  @Test
  void theLobbyIsBounded() {
    for (int n = 0; n < Limits.LOBBY; n++) {
      scene.accept(joinOf("guest-" + n, 1, HERE));
    }
    scene.refuse(ROOM_FULL, joinOf("one-more", 1, HERE));
  }

  @Test
  void everybodyIsAdmittedAsFarAsThereIsRoom() {
    for (String guest : List.of("bob", "cyd", "dee", "eve")) {
      scene.accept(joinOf(guest, 1, HERE));
      scene.pass(Duration.ofSeconds(1));
    }
    scene.accept(moderate("ada", "m1", new Moderation.Admit(null)));
    assertTrue(scene.has("bob") && scene.has("cyd") && scene.has("dee"));
    assertEquals(List.of(session("eve")), lobby());
    scene.refuse(ROOM_FULL, moderate("ada", "m2", new Moderation.Admit(null)));
    scene.refuse(ROOM_FULL, moderate("ada", "m3", new Moderation.Admit(session("eve"))));
  }

  @Test
  void anotherModeratorsAdmissionIsNoErrorAndADenialIs() {
    scene.accept(joinOf("bob", 1, HERE));
    admit("m1", "bob");
    scene.repeat(moderate("ada", "m2", new Moderation.Admit(session("bob"))));
    scene.refuse(UNKNOWN_PEER, moderate("ada", "m3", new Moderation.Deny(session("bob"))));
    scene.refuse(UNKNOWN_PEER, moderate("ada", "m4", new Moderation.Admit(session("eve"))));
  }

  @Test
  void whoIsDeniedIsToldSoEachTimeTheJoinIsRepeated() {
    Join bob = joinOf("bob", 1, HERE);
    scene.accept(bob);
    scene.accept(moderate("ada", "m1", new Moderation.Deny(session("bob"))));
    assertFalse(scene.waits("bob"));
    scene.refuse(DENIED, again(bob, session("bob-two"), 2, THERE));
    scene.pass(Scene.RULES.answers());
    scene.accept(again(bob, session("bob-two"), 2, THERE));
    assertTrue(scene.waits("bob-two"));
  }

  @Test
  void whoHasNoSocketKeepsThePlaceForAWhile() {
    scene.accept(joinOf("bob", 1, HERE));
    scene.accept(awayOf("bob", 1, HERE, null));
    scene.pass(Scene.RULES.away().minusMillis(1));
    scene.expire();
    assertTrue(scene.waits("bob"));
    scene.pass(Duration.ofMillis(1));
    assertEquals(scene.now, scene.room.due());
    scene.expire();
    assertFalse(scene.waits("bob"));
  }

  @Test
  void aLostGatewayIsAsALostSocket() {
    scene.accept(joinOf("bob", 1, THERE));
    assertTrue(scene.room.nodes().contains(THERE));
    scene.lose(THERE);
    assertFalse(scene.room.nodes().contains(THERE));
    scene.accept(again(joinOf("bob", 1, HERE), session("bob"), 2, HERE));
    scene.pass(Scene.RULES.away());
    scene.expire();
    assertTrue(scene.waits("bob"));
  }

  @Test
  void whoIsAdmittedWhileAwayIsAwayInTheRoom() {
    scene.accept(joinOf("bob", 1, HERE));
    scene.accept(awayOf("bob", 1, HERE, 5_000L));
    admit("m1", "bob");
    assertEquals(Member.State.AWAY, scene.member("bob").state());
    assertEquals(scene.now + 5_000, scene.member("bob").until());
  }

  @Test
  void whoLeavesIsGone() {
    scene.accept(joinOf("bob", 2, HERE));
    scene.refuse(FENCED, new RoomRequest.Leave(NAME, session("bob"), 1));
    scene.accept(new RoomRequest.Leave(NAME, session("bob"), 2));
    assertFalse(scene.waits("bob"));
  }

  @Test
  void aLockedRoomHasNobodyInItsLobby() {
    Join bob = joinOf("bob", 1, HERE);
    scene.accept(bob);
    scene.accept(changeOf("ada", "m1", Policy.Change.locked(true)));
    assertFalse(scene.waits("bob"));
    scene.refuse(ROOM_LOCKED, bob);
    scene.refuse(ROOM_LOCKED, joinOf("cyd", 1, HERE));
    scene.accept(granted(joinOf("dee", 1, HERE), of(Role.MODERATOR)));
    assertTrue(scene.has("dee"));
  }

  @Test
  void whereTheLobbyIsTakenAwayWhoHasAPlaceComesInAndTheOthersGo() {
    scene.accept(joinOf("bob", 1, HERE));
    scene.pass(Duration.ofSeconds(1));
    Join cyd = joinOf("cyd", 1, HERE);
    scene.accept(cyd);
    scene.accept(changeOf("ada", "m1", new Policy.Change(2, null, false, null, null)));
    assertTrue(scene.has("bob"));
    assertTrue(lobby().isEmpty());
    scene.refuse(ROOM_FULL, cyd);
  }

  @Test
  void inOpenModeTheFirstOfAnEmptyRoomOwnsItLobbyOrLock() {
    scene.accept(changeOf("ada", "m1", Policy.Change.locked(true)));
    scene.accept(new RoomRequest.Leave(NAME, session("ada"), 1));
    scene.accept(joinOf("bob", 1, HERE));
    assertEquals(Role.OWNER, scene.member("bob").role());
  }
}
