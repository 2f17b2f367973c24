package planted.room.domain;

import java.net.Socket;

final class OpensASocket {
  Socket open() {
    return new Socket();
  }
}
