import type { Page } from "@playwright/test";

/**
 * From now on what the page is told when it joins names no TURN server: as if they had been put
 * into service only after that. Asked again, the server names them. There is no setting for that
 * in a server, so the page's own frames are changed on their way in.
 */
export async function relaysUnknownAtJoin(page: Page): Promise<void> {
  await page.evaluate(() => {
    const real = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get;
    if (!real) throw new Error("no getter");
    const withoutRelays = (text: string) => {
      const frame = JSON.parse(text);
      if (frame.type !== "joined") return text;
      for (const server of frame.ice.servers)
        server.urls = server.urls.filter((url: string) => url.startsWith("stun"));
      frame.ice.servers = frame.ice.servers.filter((server: RTCIceServer) => server.urls.length);
      return JSON.stringify(frame);
    };
    Object.defineProperty(MessageEvent.prototype, "data", {
      get(this: MessageEvent) {
        const data: unknown = real.call(this);
        return this.target instanceof WebSocket ? withoutRelays(String(data)) : data;
      },
    });
  });
}
