package dev.parley.survival;

import dev.parley.allinone.client.ProtocolClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All instances of services are killed: calls go on, and so does whoever loses a socket. */
@ExtendWith(SharedParley.class)
class ServicesKilledTest {
  private static final int PEOPLE = 30;
  private static final int ROOMS = 3;
  private static final List<String> ALL =
      List.of("room-service", "presence-service", "ice-config-service");

  /** In the whole form also without one role after the other. */
  @Test
  void callsGoOnWithoutServices(Parley parley) {
    play(parley, ALL);
    ALL.subList(0, Form.of(0, ALL.size())).forEach(role -> play(parley, List.of(role)));
  }

  private static void play(Parley parley, List<String> roles) {
    // Rooms of its own: the pages of all scenes are the same, their joins would be repetitions.
    String name = "without-" + String.join("-", roles);
    try (Meeting meeting = new Meeting(parley, name, PEOPLE, ROOMS)) {
      roles.stream().flatMap(role -> parley.services(role).stream()).forEach(ParleyProcess::kill);
      Times talked = meeting.talk();
      List<ProtocolClient> half =
          meeting.crowd().call(() -> meeting.crowd().all().limit(PEOPLE / 2).toList());
      meeting.crowd().run(() -> half.forEach(ProtocolClient::cut));
      meeting.crowd().await("they are back", () -> half.stream().allMatch(ProtocolClient::isLive));
      Times talkedAgain = meeting.talk();
      ProtocolClient late = meeting.add(0);
      parley.heal();
      long start = System.nanoTime();
      meeting.converge();
      double converged = Times.msSince(start);
      meeting.crowd().await("who is new is in", late::isLive);
      Results.tell(
          "all instances killed: " + String.join(", ", roles),
          "set-up meanwhile %s; after half have lost their sockets %s; all agree with the store %s"
                  .formatted(talked, talkedAgain, Times.ms(converged))
              + " after all are ready",
          "0 lost or doubled");
      meeting.checkNothingIsLost(PEOPLE + 1);
    }
  }
}
