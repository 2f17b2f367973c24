package dev.parley.room.domain;

import dev.parley.protocol.Check;
import dev.parley.protocol.Hex64;

/**
 * Another incarnation of a room that went into this one: what a gateway still has of it is nothing
 * new, and who has left since must not come back by it.
 *
 * @param rev up to which revision it went in
 */
public record History(Hex64 incarnation, long rev) {
  public History {
    Check.present("incarnation", incarnation);
    Check.count("rev", rev);
  }
}
