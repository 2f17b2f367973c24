import type { Values } from "../sdk.js";

/** What a person can show with one press, and what a screen reader says of it. */
export interface Reaction {
  readonly emoji: string;
  readonly word: string;
}

export const REACTIONS: readonly Reaction[] = [
  { emoji: "👍", word: "thumbs up" },
  { emoji: "❤️", word: "heart" },
  { emoji: "👏", word: "applause" },
  { emoji: "😂", word: "laughter" },
  { emoji: "😮", word: "surprise" },
  { emoji: "🎉", word: "party" },
];

/** The reaction in a pulse; what is not of the palette shows nothing. */
export function reactionIn({ reaction }: Values): Reaction | undefined {
  return REACTIONS.find(({ emoji }) => emoji === reaction);
}

/** One sentence for all that came: `Ada and Bob: thumbs up. Eve: heart.` */
export function spoken(reactions: readonly { name: string; word: string }[]): string {
  const names = new Map<string, Set<string>>();
  for (const { name, word } of reactions) names.set(word, (names.get(word) ?? new Set()).add(name));
  return [...names].map(([word, who]) => `${listed([...who])}: ${word}.`).join(" ");
}

/** `Ada`, `Ada and Bob`, `Ada, Bob and 3 others`. */
export function listed(names: readonly string[]): string {
  if (names.length <= 2) return names.join(" and ");
  if (names.length === 3) return `${names[0]}, ${names[1]} and ${names[2]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} others`;
}
