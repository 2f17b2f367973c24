package planted.ice;

import planted.gateway.edge.Socket;

interface ImportsGateway {
  Socket socket();
}
