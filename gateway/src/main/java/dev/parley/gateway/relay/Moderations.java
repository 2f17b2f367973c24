package dev.parley.gateway.relay;

import dev.parley.protocol.Check;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.wire.Moderate;
import java.util.List;

/** What a moderator's frame means to room-service. */
final class Moderations {
  private static final List<Publish> WHAT_IS_MUTED = List.of(Publish.MICROPHONE);

  private Moderations() {}

  /** The same as it is said to room-service; the frame has all that its action needs. */
  static Moderation of(Moderate frame) {
    return switch (frame.action()) {
      case ADMIT -> new Moderation.Admit(frame.session());
      case DENY -> new Moderation.Deny(target(frame));
      case KICK -> new Moderation.Kick(target(frame));
      case BAN -> new Moderation.Ban(target(frame));
      case UNBAN -> new Moderation.Unban(target(frame));
      case MUTE ->
          new Moderation.Mute(
              target(frame), frame.publish() == null ? WHAT_IS_MUTED : frame.publish());
      case GRANT -> new Moderation.Allow(target(frame), Check.present("publish", frame.publish()));
      case ROLE -> new Moderation.SetRole(target(frame), Check.present("role", frame.role()));
      case LOCK -> new Moderation.SetPolicy(Policy.Change.locked(true));
      case UNLOCK -> new Moderation.SetPolicy(Policy.Change.locked(false));
      case CLOSE -> new Moderation.Close();
      case KEY -> new Moderation.SetKey(Check.present("key", frame.key()), frame.value());
      case POLICY -> new Moderation.SetPolicy(Check.present("policy", frame.policy()));
    };
  }

  private static SessionId target(Moderate frame) {
    return Check.present("session", frame.session());
  }
}
