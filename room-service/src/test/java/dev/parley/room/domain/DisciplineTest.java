package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.BANNED;
import static dev.parley.protocol.wire.ErrorCode.FORBIDDEN;
import static dev.parley.protocol.wire.ErrorCode.ROOM_CLOSED;
import static dev.parley.protocol.wire.ErrorCode.TOO_MANY;
import static dev.parley.protocol.wire.ErrorCode.UNKNOWN_PEER;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.granted;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.moderate;
import static dev.parley.room.domain.Commands.policyOf;
import static dev.parley.room.domain.Commands.replacing;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ada owns the room; mod is a moderator, bob a member. */
class DisciplineTest {
  private final Scene scene = new Scene();
  private int given;

  @BeforeEach
  void adaOwnsModModeratesAndBobIsThere() {
    scene.with("ada", "mod", "bob");
    accept("ada", new Moderation.SetRole(session("mod"), Role.MODERATOR));
  }

  private void accept(String actor, Moderation what) {
    scene.accept(moderate(actor, "c" + given++, what));
  }

  private void forbidden(String actor, Moderation what) {
    scene.refuse(FORBIDDEN, moderate(actor, "c" + given++, what));
  }

  private static Join by(String person, String user, String token) {
    Grant grant =
        new Grant(
            user == null ? null : new UserId(user),
            Role.MEMBER,
            null,
            token == null ? null : new TokenId(token),
            null);
    return granted(joinOf(person, 1, HERE), grant);
  }

  @Test
  void aModeratorDoesNothingToAnOwner() {
    forbidden("mod", new Moderation.Kick(session("ada")));
    forbidden("mod", new Moderation.Ban(session("ada")));
    forbidden("mod", new Moderation.Mute(session("ada"), List.of(Publish.CAMERA)));
    forbidden("mod", new Moderation.Allow(session("ada"), List.of(Publish.CAMERA)));
    forbidden("mod", new Moderation.SetRole(session("ada"), Role.MEMBER));
    forbidden("mod", new Moderation.Close());
  }

  @Test
  void onlyAnOwnerMakesModeratorsAndOwners() {
    forbidden("mod", new Moderation.SetRole(session("bob"), Role.MODERATOR));
    forbidden("mod", new Moderation.SetRole(session("bob"), Role.OWNER));
    forbidden("mod", new Moderation.SetRole(session("mod"), Role.MEMBER));
    accept("mod", new Moderation.SetRole(session("bob"), Role.GUEST));
    accept("ada", new Moderation.SetRole(session("bob"), Role.OWNER));
    accept("bob", new Moderation.SetRole(session("ada"), Role.MEMBER));
    assertEquals(Role.MEMBER, scene.member("ada").role());
  }

  @Test
  void whatIsTakenIsMissingUntilItIsGivenBackAndAReloadChangesNothing() {
    accept("mod", new Moderation.Mute(session("bob"), List.of(Publish.MICROPHONE)));
    List<Publish> rest = List.of(Publish.CAMERA, Publish.SCREEN, Publish.DATA);
    assertEquals(rest, scene.member("bob").publish());
    scene.repeat(
        moderate("mod", "same", new Moderation.Mute(session("bob"), List.of(Publish.MICROPHONE))));
    scene.accept(replacing(joinOf("bob-two", 1, HERE), session("bob")));
    assertEquals(rest, scene.member("bob-two").publish());
    accept("mod", new Moderation.Allow(session("bob-two"), List.of(Publish.MICROPHONE)));
    assertNull(scene.member("bob-two").publish());
  }

  @Test
  void anObserverHasNoRightsAndGetsNone() {
    accept("mod", new Moderation.SetRole(session("bob"), Role.OBSERVER));
    assertEquals(List.of(), scene.member("bob").publish());
    forbidden("mod", new Moderation.Allow(session("bob"), List.of(Publish.DATA)));
    accept("mod", new Moderation.SetRole(session("bob"), Role.MEMBER));
    assertNull(scene.member("bob").publish());
  }

  @Test
  void aBanKnowsThePersonBySessionPageUserAndToken() {
    scene.accept(by("cyd", "cyd", "t1"));
    accept("mod", new Moderation.Ban(session("cyd")));
    assertEquals("cyd", scene.room.state().bans().get(session("cyd")).ban().name());
    scene.refuse(BANNED, resumeOf("cyd", 2, HERE));
    scene.refuse(BANNED, granted(joinOf("cyd", 2, HERE), Grant.OPEN));
    scene.refuse(BANNED, by("another-page", "cyd", "t9"));
    scene.refuse(BANNED, by("another-user", "dee", "t1"));
    scene.refuse(BANNED, replacing(joinOf("thief", 1, HERE), session("cyd")));
    accept("mod", new Moderation.Unban(session("cyd")));
    scene.accept(by("another-page", "cyd", "t9"));
  }

  @Test
  void theOtherSessionsOfABannedUserGoToo() {
    scene.accept(by("cyd", "cyd", null));
    accept("ada", new Moderation.SetRole(session("cyd"), Role.MODERATOR));
    scene.accept(replacing(joinOf("bob-two", 1, HERE), session("bob")));
    accept("ada", new Moderation.Kick(session("bob-two")));
    scene.accept(by("phone", "cyd", null));
    forbidden("cyd", new Moderation.Ban(session("phone")));
    accept("mod", new Moderation.Ban(session("phone")));
    assertFalse(scene.has("cyd") || scene.has("phone"));
    assertEquals(1, scene.room.state().bans().size());
  }

  @Test
  void aBanOfWhoIsBannedIsAccepted() {
    accept("mod", new Moderation.Ban(session("bob")));
    scene.repeat(moderate("ada", "again", new Moderation.Ban(session("bob"))));
    scene.refuse(UNKNOWN_PEER, moderate("ada", "nobody", new Moderation.Ban(session("eve"))));
    scene.refuse(UNKNOWN_PEER, moderate("ada", "not", new Moderation.Unban(session("eve"))));
  }

  @Test
  void aRoomHasABoundedNumberOfBans() {
    for (int n = 0; n < Limits.BANS; n++) {
      scene.accept(joinOf("guest-" + n, 1, HERE));
      accept("mod", new Moderation.Ban(session("guest-" + n)));
    }
    scene.refuse(TOO_MANY, moderate("mod", "more", new Moderation.Ban(session("bob"))));
  }

  @Test
  void whoWaitsCanBeBanned() {
    scene.accept(Commands.lobbyOf("ada", "on", true));
    scene.accept(joinOf("cyd", 1, HERE));
    accept("mod", new Moderation.Ban(session("cyd")));
    assertFalse(scene.waits("cyd"));
    scene.refuse(BANNED, joinOf("cyd", 1, HERE));
  }

  @Test
  void aClosedRoomKeepsNothingButTheWordThatItIsOver() {
    accept("ada", new Moderation.Kick(session("mod")));
    scene.accept(keyOf("ada", "k1", "topic", "soup"));
    scene.accept(policyOf("ada", "p1", 2));
    scene.accept(moderate("ada", "close", new Moderation.Close()));
    var state = scene.room.state();
    assertTrue(state.members().isEmpty() && state.keys().isEmpty() && state.bans().isEmpty());
    assertEquals(Scene.RULES.capacity(), state.policy().capacity());
    scene.refuse(ROOM_CLOSED, resumeOf("bob", 2, HERE));
    scene.refuse(ROOM_CLOSED, joinOf("bob", 1, HERE));
    scene.refuse(ROOM_CLOSED, replacing(joinOf("bob-two", 1, HERE), session("bob")));
    scene.refuse(ROOM_CLOSED, moderate("ada", "more", new Moderation.Close()));
    scene.refuse(
        dev.parley.protocol.wire.ErrorCode.KICKED, granted(joinOf("mod", 1, HERE), Grant.OPEN));
    RoomRequest anew =
        new Join(
            NAME,
            session("bob-anew"),
            Commands.page("bob"),
            Commands.id("another"),
            1,
            HERE,
            Grant.OPEN,
            Commands.profile("name", "bob"),
            List.of(),
            null,
            List.of());
    scene.accept((Join) anew);
    assertEquals(Role.OWNER, scene.member("bob-anew").role());
    assertNotNull(scene.room.state().tombstones().get(session("ada")));
    assertEquals(Map.of(), scene.room.state().lobby());
  }

  @Test
  void guestsAndObserversInheritNothing() {
    accept("ada", new Moderation.SetRole(session("bob"), Role.GUEST));
    accept("ada", new Moderation.Kick(session("mod")));
    scene.accept(new RoomRequest.Leave(NAME, session("ada"), 1));
    assertEquals(Role.GUEST, scene.member("bob").role());
  }
}
