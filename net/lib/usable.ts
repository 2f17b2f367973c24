import type { Page } from "@playwright/test";

declare global {
  interface Window {
    standing?: RTCPeerConnection;
  }
}

/**
 * The page has a connection from now on, as one in a call has. Chromium tells such a page of a new
 * interface later than one that makes its first connection, by up to three seconds.
 */
export async function holdConnection(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const pc = new RTCPeerConnection();
    window.standing = pc;
    pc.createDataChannel("probe");
    await pc.setLocalDescription();
  });
}

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
