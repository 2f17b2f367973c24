package planted.room.domain;

import io.vertx.core.Future;

interface ReturnsAFuture {
  Future<String> load();
}
