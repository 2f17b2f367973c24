package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.parley.protocol.Check;
import dev.parley.protocol.Member;
import dev.parley.protocol.Seat;

/** A member with what servers alone know of it. */
public record Entry(Member member, Seat seat) {
  public Entry {
    Check.present("member", member);
    Check.present("seat", seat);
  }

  @JsonIgnore
  public boolean isUp() {
    return member.state() == Member.State.UP;
  }
}
