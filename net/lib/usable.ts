import type { Page } from "@playwright/test";

/**
 * When the page's browser first gathers candidates at that address, in ms since 1970. It looks ten
 * times a second.
 */
export function usableAt(page: Page, address: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const LOOK_MS = 100;
    const has = (sdp = "") => sdp.includes(` ${wanted} `);
    for (;;) {
      const pc = new RTCPeerConnection();
      pc.createDataChannel("probe");
      await pc.setLocalDescription();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const found = has(pc.localDescription?.sdp);
      pc.close();
      if (found) return Date.now();
    }
  }, address);
}
