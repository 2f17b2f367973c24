package planted.room.domain;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import planted.protocol.Greeting;

/** Breaks no rule: the time is handed in, and a URI is only a word. */
public record Rules(List<Greeting> greetings, URI page, Instant now) {}
