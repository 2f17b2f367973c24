const LONGEST = 160;
const LONGEST_ENDING = 16;
const UNKNOWN = "application/octet-stream";
const TYPE = /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,100}$/;

/** Control characters, line ends, halves of characters, and what turns the direction of writing. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * What a file of somebody else may be called here: one name without a path, of which everything
 * can be seen, at most 160 characters, and never empty. Its ending stays.
 */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const seen = last
    .normalize("NFC")
    .replace(UNSEEN, "")
    .trim()
    .replace(/[.\s]+$/, "");
  const letters = [...seen];
  if (letters.length <= LONGEST) return seen || "file";
  const dot = letters.lastIndexOf(".");
  const ending = dot > 0 && letters.length - dot <= LONGEST_ENDING ? letters.slice(dot) : [];
  return [...letters.slice(0, LONGEST - ending.length - 1), "…", ...ending].join("");
}

/** The media type for display, in lower case; what is none is that of unknown bytes. */
export function safeType(type: string): string {
  return TYPE.test(type) ? type.toLowerCase() : UNKNOWN;
}
