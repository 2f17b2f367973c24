package planted.gateway;

import io.vertx.core.Vertx;

final class AsksTheBusItself {
  void send(Vertx vertx) {
    vertx.eventBus().send("planted", "hello");
  }
}
