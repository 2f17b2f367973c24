package planted.room.domain;

final class CountsNanoseconds {
  long now() {
    return System.nanoTime();
  }
}
