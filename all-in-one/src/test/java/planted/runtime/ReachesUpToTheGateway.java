package planted.runtime;

import planted.gateway.edge.Socket;

record ReachesUpToTheGateway(Socket socket) {}
