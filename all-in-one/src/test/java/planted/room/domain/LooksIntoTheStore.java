package planted.room.domain;

import planted.room.store.KnowsTheWiring;

record LooksIntoTheStore(KnowsTheWiring store) {}
