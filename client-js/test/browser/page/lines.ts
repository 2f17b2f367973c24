import type { SocketLike } from "../../../src/signaling/connection.js";
import type { Acceptor } from "../../signaling/wire.js";

/**
 * The wire between pages of one browser: a socket is a name on a BroadcastChannel. One page holds
 * the server, the others its clients; nothing leaves the browser.
 */
type Line =
  | { readonly do: "open"; readonly line: string; readonly url: string }
  | { readonly do: "opened"; readonly line: string }
  | { readonly do: "up" | "down"; readonly line: string; readonly text: string }
  | { readonly do: "gone" | "closed"; readonly line: string; readonly code: number };

const WIRE = "wire";

/** Lets clients of other pages reach `acceptor(url)`. While it is undefined, nobody answers. */
export function serve(acceptor: (url: string) => Acceptor | undefined): void {
  const wire = new BroadcastChannel(WIRE);
  const lines = new Map<string, ReturnType<Acceptor["accept"]>>();
  const tell = (message: Line) => wire.postMessage(message);
  wire.onmessage = ({ data }: MessageEvent<Line>) => {
    const { line } = data;
    if (data.do === "open") {
      const server = acceptor(data.url);
      if (!server) return tell({ do: "closed", line, code: 1006 });
      const accepted = server.accept({
        send: (frame) => tell({ do: "down", line, text: JSON.stringify(frame) }),
        close: (code) => tell({ do: "closed", line, code }),
      });
      lines.set(line, accepted);
      tell({ do: "opened", line });
    }
    if (data.do === "up") lines.get(line)?.frame(data.text);
    if (data.do === "gone") lines.get(line)?.closed();
  };
}

/** The client's end of one line, in the place of a WebSocket. */
export class LineSocket implements SocketLike {
  /** Nothing gets through any more, on any line of this page. */
  static cut = false;
  onopen: SocketLike["onopen"] = null;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  readonly #wire = new BroadcastChannel(WIRE);
  readonly #line = crypto.randomUUID();

  constructor(url: string) {
    this.#wire.onmessage = ({ data }: MessageEvent<Line>) => {
      if (data.line !== this.#line || LineSocket.cut) return;
      if (data.do === "opened") this.onopen?.();
      if (data.do === "down") this.onmessage?.({ data: data.text });
      if (data.do === "closed") this.onclose?.({ code: data.code });
    };
    this.#tell({ do: "open", line: this.#line, url });
  }

  send(text: string): void {
    this.#tell({ do: "up", line: this.#line, text });
  }

  close(code = 1000): void {
    this.#tell({ do: "gone", line: this.#line, code });
    this.#wire.onmessage = null;
  }

  #tell(message: Line): void {
    if (!LineSocket.cut) this.#wire.postMessage(message);
  }
}
