package dev.parley.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What servers alone know of a member: where it is, and what makes its commands idempotent.
 *
 * @param instance the page that holds the session
 * @param node the gateway that holds, or held, its socket
 * @param generation the fencing token; only ever grows
 * @param joinId the join that made the entry, so that a repeated join finds it
 * @param offers which offer of that join went to whom
 * @param lastCommand the last state command that was applied
 */
public record Seat(
    InstanceId instance,
    NodeId node,
    long generation,
    CommandId joinId,
    Map<CommandId, SessionId> offers,
    @Nullable CommandId lastCommand) {
  public Seat {
    Check.present("instance", instance);
    Check.present("node", node);
    Check.count("generation", generation);
    Check.present("joinId", joinId);
    offers = Map.copyOf(Check.present("offers", offers));
  }

  /** The same seat, its socket now at another node, or there again under a new generation. */
  public Seat movedTo(NodeId next, long nextGeneration) {
    return new Seat(instance, next, nextGeneration, joinId, offers, lastCommand);
  }

  public Seat after(CommandId command) {
    return new Seat(instance, node, generation, joinId, offers, command);
  }
}
