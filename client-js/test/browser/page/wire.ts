import { LineSocket } from "./lines.js";

/** A page whose sockets lead to the server page, whatever their URL. */
Object.assign(globalThis, { WebSocket: LineSocket });
