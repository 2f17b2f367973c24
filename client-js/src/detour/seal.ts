/** Makes a text unreadable and unchangeable for everybody without the key of 32 characters. */
export interface Sealing {
  seal(key: string, text: string): Promise<string>;
  /** Rejects what was not sealed with this key. */
  open(key: string, sealed: string): Promise<string>;
}

const NAME = "AES-GCM";
const NONCE = 12; // bytes; random, for a key seals far fewer than 2^32 texts (NIST SP 800-38D 8.3)

const bytesOf = (text: string) => new TextEncoder().encode(text);
const cipher = (key: string) =>
  crypto.subtle.importKey("raw", bytesOf(key), NAME, false, ["encrypt", "decrypt"]);

/** AES-256-GCM, nonce first, in base64. Works in secure contexts only, as microphones do. */
export const SEALING: Sealing = {
  async seal(key, text) {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE));
    const made = await crypto.subtle.encrypt({ name: NAME, iv }, await cipher(key), bytesOf(text));
    const bytes = [...iv, ...new Uint8Array(made)];
    return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
  },

  async open(key, sealed) {
    const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0));
    const cover = { name: NAME, iv: bytes.slice(0, NONCE) };
    const text = await crypto.subtle.decrypt(cover, await cipher(key), bytes.slice(NONCE));
    return new TextDecoder().decode(text);
  },
};
