package planted.presence;

import planted.room.domain.Rules;

record ImportsRoom(Rules rules) {}
