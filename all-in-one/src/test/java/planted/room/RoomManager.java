package planted.room;

import planted.room.domain.Rules;
import planted.runtime.Bus;

/** Breaks only the rule on names. */
public record RoomManager(Rules rules, Bus bus) {}
