package planted.protocol;

import io.vertx.core.json.JsonObject;

record UsesVertx(JsonObject json) {}
