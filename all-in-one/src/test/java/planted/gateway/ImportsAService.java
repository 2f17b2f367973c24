package planted.gateway;

import planted.room.domain.Rules;

record ImportsAService(Rules rules) {}
