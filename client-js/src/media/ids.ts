/** 80 random bits as text; works without a secure context, unlike `randomUUID`. */
export function newId(): string {
  return hex(crypto.getRandomValues(new Uint8Array(10)));
}

/** Two digits a byte, in lower case. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
