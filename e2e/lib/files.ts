import type { Page } from "@playwright/test";

declare global {
  interface Window {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK as a page without a build step sees it
    files: any;
    // biome-ignore lint/suspicious/noExplicitAny: likewise
    transfer: any;
    /** Each state of the room since the files were opened. */
    /** SHA-256, in hexadecimal. */
    hashOf: (blob: Blob) => Promise<string>;
  }
}

/** From now on the page takes part in the exchange of files, and accepts what is offered. */
export async function openFiles(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const module = `${location.origin}/client/parley-files.js`;
    const { exchangeFiles } = await import(/* @vite-ignore */ module);
    window.hashOf = async (blob) => {
      const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join(
        "",
      );
    };
    window.files = exchangeFiles(window.room);
    window.files.on("offer", (transfer: { accept(): void }) => {
      window.transfer = transfer;
      transfer.accept();
    });
  });
}

/** Offers so many random bytes to everybody; answers their hash. */
export function offer(page: Page, size: number): Promise<string> {
  return page.evaluate((bytes) => {
    const POOL = 65_536; // at most, for one call of getRandomValues
    const part = () => crypto.getRandomValues(new Uint8Array(POOL));
    const file = new File(Array.from({ length: bytes / POOL }, part), "holiday.mov");
    [window.transfer] = window.files.offer(file);
    return window.hashOf(file);
  }, size);
}

export const transferred = (page: Page): Promise<{ state: string; bytes: number }> =>
  page.evaluate(() => {
    const { state = "none", bytes = 0 } = window.transfer ?? {};
    return { state, bytes };
  });
