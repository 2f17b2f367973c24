package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.Member;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Moderate.Action;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two moderators, each at another gateway, want opposite things at once; time and again. */
@Timeout(120)
class TwoModeratorsTest extends TwoGateways {
  private static final int ROUNDS = 10;

  private TestSocket ada;
  private TestSocket bob;
  private int looks;

  @BeforeEach
  void meet() {
    open();
    ada = house.socket(0);
    Say.joined(ada, "ada");
    bob = house.socket(1);
    Moderate naming = Order.role("m1", Say.joined(bob, "bob").session(), Role.MODERATOR);
    ada.send(naming);
    assertTrue(isDone(ada, naming));
  }

  /** Whether it was carried out; if not, there was nobody any more to do that to. */
  private static boolean isDone(TestSocket actor, Moderate what) {
    ServerFrame answer =
        actor.expect(
            ServerFrame.class,
            frame ->
                (frame instanceof ServerFrame.Ok ok && ok.id().equals(what.id()))
                    || (frame instanceof Refusal refused && what.id().equals(refused.id())));
    if (answer instanceof Refusal refused) {
      assertEquals(ErrorCode.UNKNOWN_PEER, refused.code());
    }
    return answer instanceof ServerFrame.Ok;
  }

  @Test
  void ofAdmitAndDenyExactlyOneIsDoneAndWhoWaitedHearsThatOne() {
    Moderate lobby = Order.lobby("m2", true);
    ada.send(lobby);
    assertTrue(isDone(ada, lobby));
    for (int round = 0; round < ROUNDS; round++) {
      TestSocket guest = house.socket(round % 2);
      guest.send(Say.join("guest-" + round));
      SessionId waiting = guest.expect(ServerFrame.Lobby.class).session();
      Moderate admit = Order.of("a" + round, Action.ADMIT, waiting);
      Moderate deny = Order.of("d" + round, Action.DENY, waiting);
      ada.send(admit);
      bob.send(deny);
      boolean admitted = isDone(ada, admit);
      assertNotEquals(admitted, isDone(bob, deny));
      hears(guest, admitted);
    }
  }

  private static void hears(TestSocket guest, boolean admitted) {
    ServerFrame end =
        guest.expect(
            ServerFrame.class,
            frame -> frame instanceof ServerFrame.Joined || frame instanceof Refusal);
    assertEquals(admitted, end instanceof ServerFrame.Joined);
    if (end instanceof Refusal refused) {
      assertEquals(ErrorCode.DENIED, refused.code());
    } else {
      guest.send(new ClientFrame.Leave(null));
      guest.expectClose(CloseCode.LEFT);
    }
  }

  @Test
  void ofMuteAndGrantBothAreDoneAndBothGatewaysShowTheLaterOne() {
    SessionId cyd = Say.joined(house.socket(1), "cyd").session();
    for (int round = 0; round < ROUNDS; round++) {
      Moderate mute = Order.rights("t" + round, Action.MUTE, cyd, Publish.CAMERA);
      Moderate grant = Order.rights("g" + round, Action.GRANT, cyd, Publish.CAMERA);
      ada.send(mute);
      bob.send(grant);
      assertTrue(isDone(ada, mute));
      assertTrue(isDone(bob, grant));
      assertEquals(seen(0, cyd), seen(1, cyd));
    }
  }

  /** As somebody is shown to who comes in at that gateway. */
  private Member seen(int gateway, SessionId whom) {
    TestSocket socket = house.socket(gateway);
    ServerFrame.Joined joined = Say.joined(socket, "looks-" + looks++);
    socket.send(new ClientFrame.Leave(null));
    socket.expectClose(CloseCode.LEFT);
    return joined.room().roster().stream()
        .filter(member -> member.session().equals(whom))
        .findFirst()
        .orElseThrow();
  }
}
