package dev.parley.room.domain;

import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;

/**
 * A command that was carried out. Its answer need not be kept with it: a repetition is told the
 * same acceptance, with the room as it is by then and the offers that the seat remembers.
 *
 * @param until when it is forgotten (ms since 1970, the store's clock)
 */
public record Answered(InstanceId instance, CommandId id, long until) {
  public Answered {
    Check.present("instance", instance);
    Check.present("id", id);
  }

  boolean is(InstanceId otherInstance, CommandId otherId) {
    return instance.equals(otherInstance) && id.equals(otherId);
  }
}
