package dev.parley.room.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Member;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import org.jspecify.annotations.Nullable;

/** What justifies an op: nobody is removed falsely, and nobody comes in who must not. */
record OpLaws(RoomRequest.@Nullable Command command, RoomState before, RoomState after, long now) {

  void hold(RoomOp op) {
    if (command instanceof Restore restore) {
      isRestored(op, restore);
    } else {
      isJustified(op);
    }
  }

  private void isJustified(RoomOp op) {
    switch (op) {
      case RoomOp.Add added -> isRightlyAdded(added);
      case RoomOp.Replace replaced -> {
        Join join = assertInstanceOf(Join.class, command);
        assertEquals(join.replaces(), replaced.replaces());
        isNotKeptOut(join);
        Member old = before.entry(replaced.replaces()).member();
        assertEquals(old.user(), replaced.member().user());
        assertEquals(old.role(), replaced.member().role());
        assertEquals(old.publish(), replaced.member().publish());
      }
      case RoomOp.Remove removed -> isRightlyRemoved(removed);
      case RoomOp.Up up -> assertInstanceOf(RoomRequest.SessionCommand.class, command);
      case RoomOp.Away away -> assertTrue(before.entry(away.member().session()).isUp());
      case RoomOp.Update update -> isRightlyUpdated(update);
      case RoomOp.Key key -> moderator();
      case RoomOp.SetPolicy policy -> moderator();
      case RoomOp.Lobby knock -> isRightlyWaiting(knock);
      case RoomOp.SetBan set -> {
        moderator();
        assertTrue(set.ban() == null || before.seat(set.session()) != null, "who is that?");
      }
    }
  }

  private void isRightlyAdded(RoomOp.Add added) {
    assertTrue(after.members().size() <= after.policy().capacity(), "too many");
    if (command instanceof Join join) {
      Role role = join.grant().role();
      boolean first = before.members().isEmpty();
      isNotKeptOut(join);
      assertTrue(!before.policy().locked() || added.member().role().moderates(), "it is locked");
      assertTrue(
          !before.policy().lobby() || (role == null ? first : role != Role.GUEST),
          "who has to wait walks in");
    } else {
      moderator();
      assertNotNull(before.waiting(added.member().session()), "who did not wait is admitted");
    }
  }

  private void isRightlyRemoved(RoomOp.Remove removed) {
    SessionId session = removed.session();
    switch (removed.reason()) {
      case LEFT ->
          assertEquals(assertInstanceOf(RoomRequest.Leave.class, command).session(), session);
      case KICKED -> {
        assertEquals(act(Moderation.Kick.class).target(), session);
        isOverWhom(session);
      }
      case BANNED -> {
        act(Moderation.Ban.class);
        isOverWhom(session);
      }
      case CLOSED -> {
        act(Moderation.Close.class);
        assertEquals(Role.OWNER, moderator().role());
      }
      case EXPIRED -> {
        assertNull(command);
        assertTrue(before.entry(session).member().until() <= now, "too early");
      }
    }
  }

  /** Only oneself changes the profile; only a moderator, or the lack of one, the rest. */
  private void isRightlyUpdated(RoomOp.Update update) {
    Entry old = before.entry(update.member().session());
    assertNotNull(old);
    if (command instanceof RoomRequest.Moderate moderate
        && moderate.what() instanceof Moderation.OfMember act
        && act.target().equals(update.member().session())) {
      isOverWhom(act.target());
      if (act instanceof Moderation.SetRole) {
        assertTrue(
            moderator().role() == Role.OWNER
                || !(old.member().role().moderates() || update.member().role().moderates()),
            "made a moderator by one");
      }
    }
  }

  private void isRightlyWaiting(RoomOp.Lobby op) {
    if (op.knock() == null) {
      assertNotNull(before.waiting(op.session()));
    } else if (before.waiting(op.session()) == null) {
      isNotKeptOut(assertInstanceOf(Join.class, command));
      assertTrue(before.policy().lobby() && !before.policy().locked());
    }
  }

  private void isOverWhom(SessionId target) {
    boolean owner = before.entry(target) != null && isOwner(before.entry(target));
    assertTrue(moderator().role() == Role.OWNER || !owner, "over an owner");
  }

  private static boolean isOwner(Entry entry) {
    return entry.member().role() == Role.OWNER;
  }

  private Member moderator() {
    SessionId actor = assertInstanceOf(RoomRequest.Moderate.class, command).session();
    Member member = before.entry(actor).member();
    assertTrue(member.role().moderates());
    return member;
  }

  private <T extends Moderation> T act(Class<T> type) {
    return assertInstanceOf(type, assertInstanceOf(RoomRequest.Moderate.class, command).what());
  }

  private void isNotKeptOut(Join join) {
    Claimant who =
        new Claimant(join.replaces(), join.instance(), join.grant().user(), join.grant().token());
    assertNull(who.refusedBy(before, now));
  }

  private void isRestored(RoomOp op, Restore restore) {
    RoomState theirs = restore.state();
    switch (op) {
      case RoomOp.Add added -> {
        assertNull(before.entry(added.member().session()));
        assertNotNull(theirs.entry(added.member().session()), "nobody knows them");
      }
      case RoomOp.Up up -> assertEquals(restore.node(), up.seat().node(), "by hearsay");
      case RoomOp.Away away -> assertTrue(before.entry(away.member().session()).isUp());
      case RoomOp.Update update ->
          assertTrue(
              theirs.entry(update.member().session()) != null
                  || update.member().role() == Role.MODERATOR,
              "nobody knows them");
      case RoomOp.Remove removed -> isRightlyRemoved(removed, theirs);
      case RoomOp.Key key -> assertEquals(theirs.keys().get(key.key()), key.entry());
      case RoomOp.SetPolicy set -> assertEquals(theirs.policy(), set.policy());
      case RoomOp.Lobby knock ->
          assertTrue(knock.knock() == null || theirs.waiting(knock.session()) != null);
      case RoomOp.SetBan set -> assertEquals(theirs.bans().get(set.session()).ban(), set.ban());
      case RoomOp.Replace replaced -> throw new AssertionError(replaced);
    }
  }

  private void isRightlyRemoved(RoomOp.Remove removed, RoomState theirs) {
    switch (removed.reason()) {
      case KICKED, CLOSED -> assertTrue(removed.tombstone().until() > now);
      case BANNED -> {
        Claimant gone = Claimant.of(before.entry(removed.session()));
        assertTrue(theirs.bans().values().stream().anyMatch(gone::isMeantBy));
      }
      case LEFT, EXPIRED -> throw new AssertionError(removed);
    }
  }
}
