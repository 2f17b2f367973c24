package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.ProtocolClient;
import dev.parley.survival.Negotiations.Negotiation;
import java.util.List;

/**
 * Sixty people in six rooms, who negotiate while the gateway that holds most of them is killed,
 * again and again. Before each kill all negotiate once in peace, so that whoever was started last
 * is not asked for the first time in its life.
 */
final class KillScene {
  private static final int PEOPLE = 60;
  private static final int ROOMS = 6;
  private static final double ADDED_MS = Form.within(1_500);

  private final Parley parley;
  private final Meeting meeting;
  private final Times calm = new Times();
  private final Times disturbed = new Times();
  private int fewestInFlight = Integer.MAX_VALUE;

  private KillScene(Parley parley, Meeting meeting) {
    this.parley = parley;
    this.meeting = meeting;
  }

  /**
   * Plays it and checks what came of it.
   *
   * @param what the rows of the results begin with
   * @param inFlight how many negotiations at the gateway must be under way at each kill
   */
  static void play(Parley parley, String what, int kills, int inFlight) {
    try (Meeting meeting = new Meeting(parley, "kill", PEOPLE, ROOMS)) {
      KillScene scene = new KillScene(parley, meeting);
      for (int kill = 0; kill < kills; kill++) {
        meeting.finish(meeting.begin(), scene.calm);
        scene.kill();
      }
      meeting.converge();
      scene.check(what, kills, inFlight);
    }
  }

  private void kill() {
    ParleyProcess victim = meeting.fullest();
    List<Negotiation> all = meeting.begin();
    List<Negotiation> concerned =
        meeting.crowd().call(() -> all.stream().filter(one -> one.isAt(victim)).toList());
    meeting.negotiations().died();
    victim.kill();
    List<Negotiation> inFlight =
        meeting.crowd().call(() -> concerned.stream().filter(one -> !one.isOver()).toList());
    fewestInFlight = Math.min(fewestInFlight, inFlight.size());
    meeting.finish(inFlight, disturbed);
    meeting.crowd().await("all are connected", () -> Negotiations.areOver(all));
    parley.heal();
    meeting
        .crowd()
        .await("all are back", () -> meeting.crowd().all().allMatch(ProtocolClient::isIdle));
  }

  private void check(String what, int kills, int inFlight) {
    double added = disturbed.within(0.95) - calm.within(0.5);
    Results.tell(
        what + ": negotiations in flight",
        "%d kills, %d negotiations in flight (at least %d each), all connected; %d signals lost or"
                .formatted(kills, disturbed.count(), fewestInFlight, meeting.faults().size())
            + " doubled of %d".formatted(meeting.negotiations().deliveries()),
        "0 lost or doubled; at least %d in flight".formatted(inFlight));
    Results.tell(what + ": undisturbed", calm.toString(), "–");
    Results.tell(what + ": across the kill", disturbed.toString(), "–");
    Results.tell(what + ": sessions are back", meeting.negotiations().back().toString(), "–");
    Results.tell(what + ": set-up added, p95", Times.ms(added), "at most " + Times.ms(ADDED_MS));
    meeting.checkNothingIsLost(PEOPLE);
    assertTrue(fewestInFlight >= inFlight, "only " + fewestInFlight + " in flight");
    assertTrue(added <= ADDED_MS, "added " + Times.ms(added));
  }
}
