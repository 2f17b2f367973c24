package planted.room;

import planted.presence.store.KeepsLeases;

record ImportsPresence(KeepsLeases leases) {}
