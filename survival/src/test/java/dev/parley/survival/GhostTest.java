package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People who are gone without a word, some of them with their gateway, do not stay in a roster. */
@ExtendWith(SharedParley.class)
class GhostTest {
  private static final int PEOPLE = 30;
  private static final int ROOMS = 3;

  /** A lease or a silence, a look, the hold: of docs/protocol.md, sections 7 and 8. */
  private static final double GHOST_MS = Form.within(60_000);

  @Test
  void noGhostStays(Parley parley) {
    try (Meeting meeting = new Meeting(parley, "ghosts", PEOPLE, ROOMS)) {
      ParleyProcess victim = meeting.fullest();
      List<ProtocolClient> gone =
          meeting
              .crowd()
              .call(() -> meeting.crowd().all().filter(one -> hash(one) % 3 == 0).toList());
      Set<SessionId> ghosts = new HashSet<>();
      meeting.crowd().run(() -> gone.forEach(one -> ghosts.add(one.session())));
      long start = System.nanoTime();
      gone.forEach(meeting.crowd()::vanish);
      victim.kill();
      meeting.crowd().await("all others are back", () -> areLive(meeting));
      meeting.crowd().await("no ghost is seen", () -> isClean(meeting, ghosts));
      double ms = Times.msSince(start);
      Results.tell(
          "%d sessions gone without a word, some with their gateway".formatted(ghosts.size()),
          "no roster shows one after %s, the hold being %s"
              .formatted(Times.ms(ms), Times.ms(Form.AWAY_MS)),
          "within " + Times.ms(GHOST_MS));
      parley.heal();
      meeting.converge();
      assertTrue(ms <= GHOST_MS, Times.ms(ms));
    }
  }

  /** Some of each room and at each gateway. */
  private static int hash(ProtocolClient client) {
    return Math.floorMod(client.session().hashCode(), 3);
  }

  private static boolean areLive(Meeting meeting) {
    return meeting.crowd().all().allMatch(ProtocolClient::isLive);
  }

  private static boolean isClean(Meeting meeting, Set<SessionId> ghosts) {
    return meeting
        .crowd()
        .all()
        .allMatch(one -> one.members().keySet().stream().noneMatch(ghosts::contains));
  }
}
