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
 * @param changed the room's revision in which its member last became another than it was; coming
 *     and going of its socket do not count. Of two copies the one with the higher revision is right
 * @param token the token by which it came in, if that has a name
 */
public record Seat(
    InstanceId instance,
    NodeId node,
    long generation,
    CommandId joinId,
    Map<CommandId, SessionId> offers,
    @Nullable CommandId lastCommand,
    long changed,
    @Nullable TokenId token) {
  public Seat {
    Check.present("instance", instance);
    Check.present("node", node);
    Check.count("generation", generation);
    Check.present("joinId", joinId);
    offers = Map.copyOf(Check.present("offers", offers));
    Check.count("changed", changed);
  }

  /** Of somebody who came without a token. */
  public Seat(
      InstanceId instance,
      NodeId node,
      long generation,
      CommandId joinId,
      Map<CommandId, SessionId> offers,
      @Nullable CommandId lastCommand,
      long changed) {
    this(instance, node, generation, joinId, offers, lastCommand, changed, null);
  }

  /** The same seat, its socket now at another node, or there again under a new generation. */
  public Seat movedTo(NodeId next, long nextGeneration) {
    return new Seat(instance, next, nextGeneration, joinId, offers, lastCommand, changed, token);
  }

  /** The same seat, its member another one since that revision. */
  public Seat changedAt(long rev) {
    return new Seat(instance, node, generation, joinId, offers, lastCommand, rev, token);
  }

  /** The same seat, its member changed by its own command in that revision. */
  public Seat after(CommandId command, long rev) {
    return new Seat(instance, node, generation, joinId, offers, command, rev, token);
  }
}
