package dev.parley.runtime;

import dev.parley.protocol.Hex64;

/**
 * The life of a store, which begins when it is found without one: a new one means a lost store.
 *
 * @param id names it; random
 * @param age ms since it began, by the store's clock
 */
public record Epoch(Hex64 id, long age) {

  /** That of a store in the memory of the process that asks: nobody can have outlived it. */
  public static Epoch ofMemory(Hex64 id) {
    return new Epoch(id, Long.MAX_VALUE);
  }
}
