/** Room names: what may stand in a link, and names that people can say on the phone. */
const ALLOWED = /^[A-Za-z0-9_.~-]{1,64}$/;
const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";
const MAX_LENGTH = 64;

/** Whether `text` is a room name as it stands. Names of dots alone are none: a URL drops them. */
export function isRoomName(text: string): boolean {
  return ALLOWED.test(text) && !/^\.+$/.test(text);
}

/** The room name nearest to what a person typed; empty when nothing usable is in it. */
export function slugify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9_.~]+/g, "-")
    .replace(/^[-.]+/, "")
    .slice(0, MAX_LENGTH)
    .replace(/[-.]+$/, "");
}

/** Three words of two syllables, such as `mavo-tiru-sena`: 36 bits, so nobody lands there by luck. */
export function suggestRoomName(random: (bound: number) => number = randomBelow): string {
  const syllable = () => pick(CONSONANTS, random) + pick(VOWELS, random);
  return Array.from({ length: 3 }, () => syllable() + syllable()).join("-");
}

/** Up to two letters for an avatar: of the first and the last word of a name. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (
    letters
      .map((word) => (word ? [...word][0] : ""))
      .join("")
      .toUpperCase() || "?"
  );
}

/** Each name has its own colour, the same on every screen: a hue in degrees. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
}

function pick(letters: string, random: (bound: number) => number): string {
  return letters.charAt(random(letters.length));
}

/** Uniform in [0, bound): values that would favour the low numbers are drawn again. */
function randomBelow(bound: number): number {
  const limit = Math.floor(256 / bound) * bound;
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte);
  while ((byte[0] ?? 0) >= limit);
  return (byte[0] ?? 0) % bound;
}
