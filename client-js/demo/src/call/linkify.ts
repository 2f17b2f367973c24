/** A piece of a message: plain text, or a web address. */
export type Piece = string | { readonly href: string };

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
/** Punctuation that ends a sentence, not an address. */
const TRAILING = /[.,;:!?)\]]+$/;

/** Splits a message at its http and https addresses; nothing else becomes a link. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const href = match[0].replace(TRAILING, "");
    if (!URL.canParse(href)) continue;
    if (match.index > done) pieces.push(text.slice(done, match.index));
    pieces.push({ href });
    done = match.index + href.length;
  }
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}
