package dev.parley.allinone;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Moderate.Action;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;

/** What moderators of tests say, with as few words as possible. */
final class Order {
  private Order() {}

  /** What needs nothing, or everybody. */
  static Moderate of(String id, Action action) {
    return of(id, action, null);
  }

  static Moderate of(String id, Action action, SessionId whom) {
    return new Moderate(new CommandId(id), action, whom, null, null, null);
  }

  static Moderate rights(String id, Action action, SessionId whom, Publish... kinds) {
    List<Publish> publish = kinds.length == 0 ? null : List.of(kinds);
    return new Moderate(new CommandId(id), action, whom, null, null, null, publish, null);
  }

  static Moderate role(String id, SessionId whom, Role role) {
    return new Moderate(new CommandId(id), Action.ROLE, whom, null, null, null, null, role);
  }

  static Moderate policy(String id, Policy.Change change) {
    return new Moderate(new CommandId(id), Action.POLICY, null, null, null, change);
  }

  static Moderate lobby(String id, boolean lobby) {
    return policy(id, new Policy.Change(null, null, lobby, null, null));
  }

  /** They say so, and it is done. */
  static void done(TestSocket actor, Moderate what) {
    actor.send(what);
    actor.expect(ServerFrame.Ok.class, ok -> ok.id().equals(what.id()));
  }

  /** The same join by somebody who says who they are. */
  static ClientFrame.Join as(String user, ClientFrame.Join join) {
    return join(join.id(), join.token(), new UserId(user), join);
  }

  /** The same join by somebody who shows a token. */
  static ClientFrame.Join showing(String token, ClientFrame.Join join) {
    return join(join.id(), token, join.user(), join);
  }

  /** The same join under another id. */
  static ClientFrame.Join by(String id, ClientFrame.Join join) {
    return join(new CommandId(id), join.token(), join.user(), join);
  }

  private static ClientFrame.Join join(
      CommandId id, String token, UserId user, ClientFrame.Join join) {
    return new ClientFrame.Join(
        id,
        join.instance(),
        join.generation(),
        join.room(),
        join.secret(),
        token,
        user,
        join.replaces(),
        join.profile(),
        join.capabilities(),
        join.offers());
  }
}
