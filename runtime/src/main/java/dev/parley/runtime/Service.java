package dev.parley.runtime;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;

/**
 * A service that can be asked on the bus; any of its instances may answer.
 *
 * @param name one word, part of the address and a label of the metrics
 */
public record Service<Q, A>(String name, Class<Q> question, Class<A> answer) {

  public static final Service<RoomRequest, RoomAnswer> ROOMS =
      new Service<>("rooms", RoomRequest.class, RoomAnswer.class);

  public static final Service<PresenceRequest, PresenceAnswer> PRESENCE =
      new Service<>("presence", PresenceRequest.class, PresenceAnswer.class);

  public static final Service<IceRequest, IceConfig> ICE =
      new Service<>("ice", IceRequest.class, IceConfig.class);
}
