package dev.parley.protocol.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Ban;
import dev.parley.protocol.BanMark;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Json;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Knock;
import dev.parley.protocol.KnockSeat;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Presence;
import dev.parley.protocol.Publish;
import dev.parley.protocol.RingId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Caller;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of each message of the bus, with all of its fields, and again with those that may be null.
 */
final class BusSamples {
  private static final RoomName ROOM = new RoomName("team-lunch");
  private static final SessionId ADA = new SessionId("zz-ada-01");
  private static final SessionId BOB = new SessionId("bob-0002");
  private static final InstanceId PAGE = new InstanceId("page-0001");
  private static final NodeId NODE = new NodeId("gw-1");
  private static final CommandId ID = new CommandId("c1");
  private static final UserId USER = new UserId("ada@example.org");
  private static final Hex64 LIFE = Hex64.of("8c1f00d2a7b3e459");
  private static final Policy POLICY = new Policy(12, false, new Hex64(1));
  private static final KeyEntry SOUP = new KeyEntry("Soup 🍲\n", new Hex64(2));
  private static final Presence THERE = new Presence(2, 1, Values.NONE, 1795354200000L);
  private static final Values PROFILE =
      Json.read("{\"name\":\"Ada é\",\"n\":-0.5,\"on\":true}".getBytes(UTF_8), Values.class);
  private static final UserId BOBBY = new UserId("bob");
  private static final Ring.Word WORD = new Ring.Word(BOBBY, BOB, PAGE, ID);
  private static final Ring RING =
      new Ring(
          new RingId("ring-0001"),
          new Caller(USER, ADA),
          PAGE,
          BOBBY,
          ROOM,
          PROFILE,
          1795354200000L,
          1,
          Set.of(BOB),
          null);
  private static final Ring OVER = RING.ended(new Ring.End(RingReason.ACCEPTED, 7, WORD));
  private static final Ring EXPIRED = RING.ended(new Ring.End(RingReason.EXPIRED, 8, null));
  private static final Member UP =
      new Member(
          ADA,
          USER,
          Role.OWNER,
          null,
          Member.State.UP,
          null,
          PROFILE,
          List.of("chat"),
          5,
          new Hex64(3));
  private static final Member AWAY =
      new Member(
          BOB,
          null,
          Role.OBSERVER,
          List.of(),
          Member.State.AWAY,
          9L,
          Values.NONE,
          List.of(),
          6,
          new Hex64(-4));
  private static final Grant GRANT =
      new Grant(USER, Role.MODERATOR, List.of(Publish.DATA), new TokenId("t/1"), 9L);
  private static final Seat SEAT = new Seat(PAGE, NODE, 7, ID, Map.of(ID, BOB), ID, 9);
  private static final Seat NEW_SEAT = new Seat(PAGE, NODE, 1, ID, Map.of(), null, 1);
  private static final SessionId EVE = new SessionId("eve-0003");
  private static final Knock KNOCK = new Knock(EVE, USER, PROFILE, 8, new Hex64(5));
  private static final KnockSeat PLACE = new KnockSeat(SEAT, List.of("chat"), GRANT, null);
  private static final Ban BAN = new Ban(BOB, USER, "Bob", 7, new Hex64(6));
  private static final BanMark MARK = new BanMark(PAGE, new TokenId("t/2"));
  private static final Tombstone GRAVE = new Tombstone(BOB, PAGE, 99);
  private static final RoomChanges CHANGES =
      new RoomChanges(
          LIFE,
          3,
          16,
          List.of(
              new RoomOp.Add(UP, NEW_SEAT),
              new RoomOp.Replace(BOB, UP, SEAT),
              new RoomOp.Update(UP, SEAT),
              new RoomOp.Away(AWAY, SEAT),
              new RoomOp.Up(UP, SEAT),
              new RoomOp.Remove(BOB, RoomOp.Reason.KICKED, GRAVE),
              new RoomOp.Remove(EVE, RoomOp.Reason.CLOSED, new Tombstone(EVE, PAGE, 99, true)),
              new RoomOp.Key("topic", SOUP),
              new RoomOp.Lobby(EVE, KNOCK, PLACE.away(9)),
              RoomOp.Lobby.gone(EVE),
              new RoomOp.SetBan(BOB, BAN, MARK),
              RoomOp.SetBan.lifted(BOB),
              new RoomOp.SetPolicy(POLICY)));
  private static final RoomChanges SEEN =
      new RoomChanges(
          LIFE,
          3,
          5,
          List.of(
              new RoomOp.Remove(BOB, RoomOp.Reason.EXPIRED, null), new RoomOp.Key("topic", null)));

  private BusSamples() {}

  static RoomState room() {
    return RoomState.empty(ROOM, LIFE, POLICY)
        .apply(new RoomOp.Add(UP, NEW_SEAT))
        .apply(new RoomOp.Add(AWAY, SEAT))
        .apply(new RoomOp.Key("z", SOUP))
        .apply(new RoomOp.Key("a", SOUP))
        .apply(new RoomOp.Lobby(EVE, KNOCK, PLACE))
        .apply(new RoomOp.SetBan(BOB, BAN, MARK))
        .apply(new RoomOp.Remove(EVE, RoomOp.Reason.KICKED, GRAVE));
  }

  static Stream<NodeMessage.Structured> nodeMessages() {
    return Stream.of(
        new NodeMessage.Ops(ROOM, CHANGES),
        new NodeMessage.Ops(ROOM, SEEN),
        new NodeMessage.Fence(ROOM, ADA, 7),
        new NodeMessage.IceChanged(),
        new NodeMessage.Moved(ROOM, ADA, 7, NODE),
        new NodeMessage.Wanted(ROOM, NODE),
        new NodeMessage.Replica(LIFE, room()),
        new NodeMessage.Presences(Map.of(USER, THERE)),
        new NodeMessage.Rings(List.of(RING, OVER, EXPIRED)),
        new NodeMessage.Draining(NODE),
        new NodeMessage.Hail(NODE),
        new NodeMessage.Hailed(NODE, true));
  }

  static Stream<Object> questionsAndAnswers() {
    return Stream.of(Stream.of((Object) room()), rooms(), acts(), presence(), ice())
        .flatMap(all -> all);
  }

  private static Stream<Object> rooms() {
    RoomState empty = RoomState.empty(ROOM, LIFE, POLICY);
    return Stream.of(
        new RoomRequest.Join(
            ROOM, ADA, PAGE, ID, 7, NODE, GRANT, PROFILE, List.of("chat"), BOB, List.of(ID)),
        new RoomRequest.Join(
            ROOM, ADA, PAGE, ID, 1, NODE, Grant.OPEN, Values.NONE, List.of(), null, List.of()),
        new RoomRequest.Resume(ROOM, ADA, PAGE, 7, NODE),
        new RoomRequest.Up(ROOM, ADA, 7, NODE),
        new RoomRequest.Away(ROOM, ADA, 7, NODE, 5000L),
        new RoomRequest.Away(ROOM, ADA, 7, NODE, null),
        new RoomRequest.Leave(ROOM, ADA, 7),
        new RoomRequest.Update(ROOM, ADA, ID, 7, PROFILE, List.of("typing")),
        new RoomRequest.Restore(ROOM, room(), NODE, true),
        new RoomRequest.Load(ROOM),
        new RoomRequest.Since(ROOM, LIFE, 3),
        new RoomRequest.Heads(List.of(ROOM, new RoomName("..."))),
        new RoomAnswer.Accepted(LIFE, ADA, room(), Map.of(ID, BOB), NODE),
        new RoomAnswer.Accepted(LIFE, ADA, null, Map.of(), null),
        new RoomAnswer.Refused(LIFE, ErrorCode.ROOM_FULL, room()),
        new RoomAnswer.Refused(LIFE, ErrorCode.SESSION_EXPIRED, null),
        new RoomAnswer.Loaded(LIFE, room(), CHANGES),
        new RoomAnswer.Loaded(LIFE, empty, SEEN),
        new RoomAnswer.Loaded(LIFE, null, null),
        new RoomAnswer.Heads(LIFE, Map.of(ROOM, new Head(LIFE, 3, new Hex64(-1)))),
        new RoomAnswer.Unavailable());
  }

  private static Stream<Object> acts() {
    return Stream.of(
        moderate(new Moderation.Kick(BOB)),
        moderate(new Moderation.Ban(BOB)),
        moderate(new Moderation.Unban(BOB)),
        moderate(new Moderation.Mute(BOB, List.of(Publish.MICROPHONE))),
        moderate(new Moderation.Allow(BOB, List.of())),
        moderate(new Moderation.SetRole(BOB, Role.GUEST)),
        moderate(new Moderation.Admit(null)),
        moderate(new Moderation.Admit(BOB)),
        moderate(new Moderation.Deny(BOB)),
        moderate(new Moderation.Close()),
        moderate(new Moderation.SetKey("topic", "Soup")),
        moderate(new Moderation.SetKey("topic", null)),
        moderate(new Moderation.SetPolicy(new Policy.Change(6, true))),
        moderate(new Moderation.SetPolicy(new Policy.Change(null, null))));
  }

  private static RoomRequest moderate(Moderation what) {
    return new RoomRequest.Moderate(ROOM, ADA, ID, 7, what);
  }

  private static Stream<Object> presence() {
    var located = new PresenceRequest.Located(USER, ADA, ROOM, false);
    var roaming = new PresenceRequest.Located(USER, BOB, null, true);
    return Stream.of(
        new PresenceRequest.Renew(NODE),
        new PresenceRequest.Release(NODE),
        new PresenceRequest.Attach(
            NODE, 7, true, List.of(located), List.of(roaming), Map.of(USER, PROFILE)),
        new PresenceRequest.Attach(NODE, 8, false, List.of(), List.of(), Map.of()),
        new PresenceRequest.Look(Map.of(USER, PresenceRequest.Look.UNSEEN)),
        new PresenceRequest.Locate(USER),
        new PresenceRequest.Leases(),
        new PresenceAnswer.Renewed(true, Set.of(NODE), LIFE),
        new PresenceAnswer.Renewed(false, Set.of(), Hex64.ZERO),
        new PresenceRequest.RingUp(RING.id(), RING.from(), PAGE, BOBBY, ROOM, PROFILE),
        new PresenceRequest.AnswerRing(RING.id(), RingAnswer.BUSY, WORD),
        new PresenceRequest.CancelRing(RING.id(), WORD),
        new PresenceAnswer.Rung(RING, 2),
        new PresenceAnswer.Refused(ErrorCode.RING_OVER),
        new PresenceAnswer.Noted(List.of(RING, OVER)),
        new PresenceAnswer.Presences(Map.of(USER, THERE)),
        new PresenceAnswer.Sessions(Map.of(NODE, Set.of(located))),
        new PresenceAnswer.Leases(Set.of(NODE), true, LIFE),
        new PresenceAnswer.Unavailable());
  }

  private static Stream<Object> ice() {
    var turn = new IceServer(List.of("turn:turn.example.org", "turns:turn.example.org"), "u", "c");
    var stun = new IceServer(List.of("stun:stun.example.org"), null, null);
    return Stream.of(
        new IceRequest(ADA, "eu-north"),
        new IceRequest(ADA, null),
        IceConfig.NONE,
        new IceConfig(List.of(stun, turn), 1795354200000L));
  }

  /** What a receiver decodes: the sealed interface, or the record where there is only one. */
  static Class<?> interfaceOf(Class<?> message) {
    return Stream.of(
            RoomRequest.class, RoomAnswer.class, PresenceRequest.class, PresenceAnswer.class)
        .<Class<?>>map(type -> type)
        .filter(type -> type.isAssignableFrom(message))
        .findFirst()
        .orElse(message);
  }
}
