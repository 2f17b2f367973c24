package planted.room.domain;

final class Logs {
  void say(System.Logger log) {
    log.log(System.Logger.Level.INFO, "hello");
  }
}
