package planted.room.domain;

import java.time.Clock;

record HoldsAClock(Clock clock) {}
