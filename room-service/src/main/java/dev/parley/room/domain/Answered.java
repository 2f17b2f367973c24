package dev.parley.room.domain;

import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A command that was carried out. Its answer need not be kept with it: a repetition is told the
 * same acceptance, with the room as it is by then and the offers that the seat remembers. Or a join
 * that waited and was turned away, with the reason.
 *
 * @param until when it is forgotten (ms since 1970, the store's clock)
 * @param refusal what a repetition is told; null where the command was carried out
 */
public record Answered(InstanceId instance, CommandId id, long until, @Nullable ErrorCode refusal) {
  public Answered {
    Check.present("instance", instance);
    Check.present("id", id);
  }

  boolean is(InstanceId otherInstance, CommandId otherId) {
    return instance.equals(otherInstance) && id.equals(otherId);
  }
}
