package planted.room.store;

import planted.room.RoomManager;

/** A store that reaches up. */
public record KnowsTheWiring(RoomManager wiring) {}
