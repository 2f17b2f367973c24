package planted.room.domain;

import java.time.Instant;

final class ReadsTheClock {
  Instant deadline() {
    return Instant.now().plusSeconds(45);
  }
}
