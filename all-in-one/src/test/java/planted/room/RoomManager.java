package planted.room;

import planted.room.domain.Rules;
import planted.runtime.VertxBus;

/** Breaks only the rule on names. */
public record RoomManager(Rules rules, VertxBus bus) {}
