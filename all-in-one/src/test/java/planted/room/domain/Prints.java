package planted.room.domain;

final class Prints {
  void say() {
    System.out.println("hello");
  }
}
