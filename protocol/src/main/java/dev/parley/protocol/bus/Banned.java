package dev.parley.protocol.bus;

import dev.parley.protocol.Ban;
import dev.parley.protocol.BanMark;
import dev.parley.protocol.Check;

/** Somebody who is banned, with what servers alone know. */
public record Banned(Ban ban, BanMark mark) {
  public Banned {
    Check.present("ban", ban);
    Check.present("mark", mark);
  }
}
